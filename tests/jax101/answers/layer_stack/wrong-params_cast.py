"""Breaks "layer(p, x) applies one layer with parameters p": the parameters change their dtype.

Input: params with an int32 array that the layer uses as a place; or float32 with bfloat16 x.
"""

import jax


def layer_stack(layer, params, x):
    params = jax.tree.map(lambda p: p.astype(x.dtype), params)

    def one(h, p):
        return layer(p, h), None

    return jax.lax.scan(one, x, params)[0]
