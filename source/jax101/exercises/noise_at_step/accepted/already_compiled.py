from functools import partial

import jax


@partial(jax.jit, static_argnames=["n"])
def noise_at_step(key, step, n):
    step_key = jax.random.fold_in(key, step)
    return jax.random.normal(step_key, shape=(n,))
