# "Layer i has the tree of all leaf[i]": each leaf gets an axis of 1 less where it was 1: leaf[i]
# of shape (1,) becomes ().
from collections.abc import Callable

import jax


def layer_stack(layer: Callable, params, x: jax.Array) -> jax.Array:
    """Send x through all layers, the first one first.

    Args:
        layer: a function; layer(p, x) applies one layer with parameters p,
            and returns an array of the shape and dtype of x.
        params: the parameters of all layers, stacked: a pytree of arrays that all have the
            layers along axis 0. Layer i has the tree of all leaf[i].
        x: an array.

    Returns:
        What the last layer returns: the shape and dtype of x.

    The program must not grow with the number of layers, and jax.grad must work through it.
    """
    def body(h, p):
        return layer(jax.tree.map(lambda a: a.squeeze(), p), h), None

    return jax.lax.scan(body, x, params)[0]
