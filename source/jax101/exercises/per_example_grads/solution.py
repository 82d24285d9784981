from collections.abc import Callable

import jax


def per_example_grads(loss: Callable, params: dict, xs: jax.Array, ys: jax.Array) -> dict:
    # grad first, while there is only one example and a scalar loss; then the batch.
    return jax.vmap(jax.grad(loss), in_axes=(None, 0, 0))(params, xs, ys)
