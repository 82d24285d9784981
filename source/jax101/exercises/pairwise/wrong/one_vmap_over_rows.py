# rejected by: test_sees_vectors
"""“Batch over ys, and let the function broadcast.” Right for some functions, by luck.

`jnp.dot` treats a matrix as a matrix; here the answer falls back when that shows.
"""

import jax
import jax.numpy as jnp


def pairwise(distance, xs, ys):
    try:
        guess = jax.vmap(distance, in_axes=(None, 0), out_axes=1)(xs, ys)
        if guess.shape[:2] == (xs.shape[0], ys.shape[0]):
            return guess
    except TypeError:
        pass
    return jax.vmap(lambda x: jax.vmap(lambda y: distance(x, y))(ys))(xs)
