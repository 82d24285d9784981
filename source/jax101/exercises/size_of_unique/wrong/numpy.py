# rejected by: test_compiles
"""“NumPy finds them too.” It cannot read the values of a tracer."""

import jax.numpy as jnp
import numpy as np


def size_of_unique(x):
    values = np.unique(x)
    padded = np.pad(values, (0, x.size - values.size))
    return jnp.asarray(padded), jnp.int32(values.size)
