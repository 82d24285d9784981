# rejected by: test_steps_differ
"""“The key is mine to draw from.” Every step gets the same noise."""

import jax


def noise_at_step(key, step, n):
    return jax.random.normal(key, n)
