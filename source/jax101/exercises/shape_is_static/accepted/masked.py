import jax.numpy as jnp
import numpy as np


def shape_is_static(x):
    size = int(np.prod(x.shape))
    rows = int(np.ceil(size / 8))
    places = np.arange(rows * 8).reshape(rows, 8)
    return jnp.where(places < size, x.ravel()[places % size], x.mean())
