import jax


def layer_stack(layer, params, x):
    @jax.checkpoint
    def step(x, layer_params):
        return layer(layer_params, x), None

    return jax.lax.scan(step, x, params)[0]
