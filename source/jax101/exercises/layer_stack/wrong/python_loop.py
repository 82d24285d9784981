# rejected by: test_does_not_grow
"""“A loop over the layers.” The values are right, and each layer is compiled once more."""

import jax


def layer_stack(layer, params, x):
    for i in range(jax.tree.leaves(params)[0].shape[0]):
        x = layer(jax.tree.map(lambda leaf: leaf[i], params), x)
    return x
