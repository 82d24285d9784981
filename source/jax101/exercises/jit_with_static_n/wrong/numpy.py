# rejected by: test_compiles
"""“NumPy has tile too.” Outside of jit the values are right."""

import jax.numpy as jnp
import numpy as np


def jit_with_static_n(x, n):
    return jnp.asarray(np.tile(x, int(n)))
