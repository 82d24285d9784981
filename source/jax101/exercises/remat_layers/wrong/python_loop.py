# rejected by: test_does_not_grow
"""“A loop with checkpoint.” It saves the memory, and is written out layer by layer."""

import jax


def remat_layers(layer, weights, x):
    for i in range(len(jax.tree.leaves(weights)[0])):
        w = jax.tree.map(lambda leaf, i=i: leaf[i], weights)
        x = jax.checkpoint(layer)(w, x)
    return x
