# rejected by: test_traced_step
"""“Split into step + 1 keys, take the last.” Their number is a shape, and step is a tracer."""

import jax


def noise_at_step(key, step, n):
    return jax.random.normal(jax.random.split(key, step + 1)[step], n)
