# rejected by: test_gradient
"""“stop_gradient keeps nothing.” It also lets no gradient through."""

import jax


def remat_layers(layer, weights, x):
    def step(x, w):
        return jax.lax.stop_gradient(layer(w, x)), None

    return jax.lax.scan(step, x, weights)[0]
