# rejected by: test_compiles
"""“NumPy broadcasts the same way.” It cannot read the values of a tracer."""

import jax.numpy as jnp
import numpy as np


def normalize_rows(x):
    x = np.asarray(x)
    return jnp.asarray(x / x.sum(axis=1, keepdims=True))
