# rejected by: test_memory
"""“A scan is one operation, so it is small.” It keeps the inside of every step."""

import jax


def remat_layers(layer, weights, x):
    return jax.lax.scan(lambda x, w: (layer(w, x), None), x, weights)[0]
