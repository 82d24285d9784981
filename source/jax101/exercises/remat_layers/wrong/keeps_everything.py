# rejected by: test_memory
"""“A policy makes it better.” This one keeps all that checkpoint would forget."""

import jax


def remat_layers(layer, weights, x):
    light = jax.checkpoint(layer, policy=jax.checkpoint_policies.everything_saveable)
    return jax.lax.scan(lambda x, w: (light(w, x), None), x, weights)[0]
