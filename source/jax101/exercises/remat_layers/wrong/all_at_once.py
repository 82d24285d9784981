# rejected by: test_values
"""“vmap over the layers.” Each layer gets x, and none what the one before made of it."""

import jax


def remat_layers(layer, weights, x):
    return jax.vmap(jax.checkpoint(layer), in_axes=(0, None))(weights, x).sum(axis=0)
