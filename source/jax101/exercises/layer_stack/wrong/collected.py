# rejected by: test_values
"""“scan returns the results.” The second thing it returns are those of all layers; the last is the carry."""

import jax


def layer_stack(layer, params, x):
    def step(x, layer_params):
        x = layer(layer_params, x)
        return x, x

    return jax.lax.scan(step, x, params)[1]
