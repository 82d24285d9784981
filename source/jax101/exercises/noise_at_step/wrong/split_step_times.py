# rejected by: test_traced_step
"""“Walk to the step.” A Python loop cannot count to a tracer."""

import jax


def noise_at_step(key, step, n):
    for _ in range(step):
        key, _ = jax.random.split(key)
    _, subkey = jax.random.split(key)
    return jax.random.normal(subkey, n)
