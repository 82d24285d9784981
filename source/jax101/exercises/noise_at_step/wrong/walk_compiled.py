# rejected by: test_cost
"""“Walk to the step with fori_loop.” Right numbers, but step 1,000,000 splits a million times."""

import jax


def noise_at_step(key, step, n):
    key = jax.lax.fori_loop(0, step, lambda _, key: jax.random.split(key)[0], key)
    return jax.random.normal(jax.random.split(key)[1], n)
