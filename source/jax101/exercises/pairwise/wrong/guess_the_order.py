# rejected by: test_square
"""“If the shape comes out wrong, transpose.” A square result never looks wrong."""

import jax


def pairwise(distance, xs, ys):
    result = jax.vmap(jax.vmap(distance, in_axes=(0, None)), in_axes=(None, 0))(xs, ys)
    if result.shape[0] != xs.shape[0]:
        result = result.swapaxes(0, 1)
    return result
