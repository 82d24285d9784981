# rejected by: test_values
"""“vmap over the layers.” It applies each layer to the same x, side by side."""

import jax


def layer_stack(layer, params, x):
    return jax.vmap(layer, in_axes=(0, None))(params, x)
