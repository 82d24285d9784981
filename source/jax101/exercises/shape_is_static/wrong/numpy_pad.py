# rejected by: test_compiles
"""“NumPy for shapes, so NumPy to pad.” np.pad needs the elements, and a tracer has none."""

import jax.numpy as jnp
import numpy as np


def shape_is_static(x):
    rows = -(-x.size // 8)
    padded = np.pad(np.ravel(x), (0, rows * 8 - x.size), constant_values=np.mean(x))
    return jnp.asarray(padded).reshape(rows, 8)
