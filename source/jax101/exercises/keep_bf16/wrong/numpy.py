# rejected by: test_compiles
"""“NumPy divides too.” It cannot read the values of a tracer."""

import jax.numpy as jnp
import numpy as np


def keep_bf16(x):
    return jnp.asarray(np.asarray(x) / np.sqrt(x.shape[-1]), dtype=x.dtype)
