# rejected by: test_compiles
"""“The mean is one number, NumPy will do.” One number, but known only when the program runs."""

import jax.numpy as jnp
import numpy as np


def shape_is_static(x):
    rows = int(np.ceil(x.size / 8))
    mean = np.mean(np.asarray(x))
    return jnp.pad(x.ravel(), (0, rows * 8 - x.size), constant_values=mean).reshape(rows, 8)
