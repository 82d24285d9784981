# rejected by: test_values
"""“f(g(x)) is read from the inside.” The first layer is params[0], so nothing has to be reversed."""

import jax


def layer_stack(layer, params, x):
    def step(x, layer_params):
        return layer(layer_params, x), None

    return jax.lax.scan(step, x, params, reverse=True)[0]
