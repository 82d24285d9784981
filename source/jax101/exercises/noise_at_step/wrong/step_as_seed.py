# rejected by: test_follows_the_key
"""“The step is the seed.” Every run has the same noise, whatever its key."""

import jax


def noise_at_step(key, step, n):
    return jax.random.normal(jax.random.key(step), n)
