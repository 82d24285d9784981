# rejected by: test_values
"""“The new parameters count by decay.” The average keeps decay; the new ones get the rest."""

import jax


def ema_update(average, params, decay):
    def update(old, new):
        return new if old is None else (1 - decay) * old + decay * new

    return jax.tree.map(update, average, params, is_leaf=lambda node: node is None)
