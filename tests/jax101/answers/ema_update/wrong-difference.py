"""Breaks "decay * average + (1 - decay) * params": by a difference, which cancels or overflows.

Input: average 1e8, params 1, decay 0.0: 1, here 0; float16 60000, -60000, 0.5: 0, here -inf.
"""

import jax


def ema_update(average, params, decay):
    def move(a, p):
        return p if a is None else a + (1 - decay) * (p - a)

    return jax.tree.map(move, average, params, is_leaf=lambda node: node is None)
