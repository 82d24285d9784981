from collections.abc import Callable

import jax


def layer_stack(layer: Callable, params, x: jax.Array) -> jax.Array:
    def step(x, layer_params):
        return layer(layer_params, x), None

    # scan takes a tree apart along axis 0: what it scans over here are the layers.
    x, _ = jax.lax.scan(step, x, params)
    return x
