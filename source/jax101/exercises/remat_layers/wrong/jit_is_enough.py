# rejected by: test_memory
"""“The compiler sees what it can compute again.” It is not asked: the arrays are results."""

import jax


def remat_layers(layer, weights, x):
    compiled = jax.jit(layer)
    return jax.lax.scan(lambda x, w: (compiled(w, x), None), x, weights)[0]
