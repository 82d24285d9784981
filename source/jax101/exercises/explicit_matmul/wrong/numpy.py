# rejected by: test_type
"""“NumPy multiplies anything.” On the host, and the result is on one device."""

import jax.numpy as jnp
import numpy as np


def explicit_matmul(a, b):
    return jnp.asarray(np.asarray(a) @ np.asarray(b))
