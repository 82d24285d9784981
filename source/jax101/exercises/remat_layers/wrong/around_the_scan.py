# rejected by: test_memory
"""“checkpoint around all of it.” Then all of it is computed again, and kept, at once."""

import jax


def remat_layers(layer, weights, x):
    @jax.checkpoint
    def all_layers(weights, x):
        return jax.lax.scan(lambda x, w: (layer(w, x), None), x, weights)[0]

    return all_layers(weights, x)
