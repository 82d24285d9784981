# rejected by: test_far_steps
"""“A thousand keys are enough.” The index is clamped: all later steps share the last key."""

import jax


def noise_at_step(key, step, n):
    return jax.random.normal(jax.random.split(key, 1000)[step], n)
