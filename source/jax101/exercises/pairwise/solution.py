from collections.abc import Callable

import jax


def pairwise(distance: Callable, xs: jax.Array, ys: jax.Array) -> jax.Array:
    # Inside out: one x against all ys, then that for every x. The outer vmap makes axis 0.
    one_against_all = jax.vmap(distance, in_axes=(None, 0))
    return jax.vmap(one_against_all, in_axes=(0, None))(xs, ys)
