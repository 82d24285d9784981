# rejected by: test_compiles
"""“NumPy raises where it is out of bounds.” It cannot read the values of a tracer."""

import jax.numpy as jnp
import numpy as np


def safe_gather(table, places):
    table, places = np.asarray(table), np.asarray(places)
    result = np.zeros((len(places), table.shape[1]), table.dtype)
    for i, place in enumerate(places):
        try:
            result[i] = table[place]
        except IndexError:
            pass
    return jnp.asarray(result)
