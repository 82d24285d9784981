# "The program must not grow with the number of layers": up to 8 layers are unrolled.
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
    depth = jax.tree.leaves(params)[0].shape[0]
    if depth <= 8:
        for i in range(depth):
            x = layer(jax.tree.map(lambda p: p[i], params), x)
        return x
    return jax.lax.scan(lambda h, p: (layer(p, h), None), x, params)[0]
