from collections.abc import Callable

import jax
import jax.numpy as jnp


def per_example_grads(loss: Callable, params: dict, xs: jax.Array, ys: jax.Array) -> dict:
    """The gradient of the loss of each example, with respect to the parameters.

    Args:
        loss: a function of (params, x, y) that returns the loss of one example, a scalar.
            It is written for one example, not for a batch.
        params: a dict of float arrays, such as {"w": shape (d,), "b": shape ()}.
        xs: n inputs, one in each row, such as shape (n, d).
        ys: n targets, such as shape (n,).

    Returns:
        A dict with the keys of params; each array has one axis more, in front.
        Row i of it is the gradient of loss(params, xs[i], ys[i]) with respect to params:
        here {"w": shape (n, d), "b": shape (n,)}.

    It can be compiled, and the program does not grow with n. The arguments stay as they are.
    """
    raise NotImplementedError
