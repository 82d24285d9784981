"""Breaks "no array that a layer computes, small or large": sums and maxima are kept.

Input: a layer that divides by its rows' norms: the norms' squares are saved.
"""

import jax


def _small(primitive, *_, **__):
    return primitive.name.startswith("reduce_")


def remat_layers(layer, weights, x):
    one = jax.checkpoint(layer, policy=_small)
    return jax.lax.scan(lambda h, w: (one(w, h), None), x, weights)[0]
