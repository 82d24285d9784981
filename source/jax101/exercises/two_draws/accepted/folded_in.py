from functools import partial

import jax


@partial(jax.jit, static_argnames=["n"])
def two_draws(key, n):
    normals = jax.random.normal(jax.random.fold_in(key, 0), (n,))
    uniforms = jax.random.uniform(jax.random.fold_in(key, 1), (n,))
    return normals, uniforms
