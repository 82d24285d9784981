# rejected by: test_not_averaged_yet
"""“A map over both trees.” Where one has None and the other an array, the structures differ."""

import jax


def ema_update(average, params, decay):
    return jax.tree.map(lambda old, new: decay * old + (1 - decay) * new, average, params)
