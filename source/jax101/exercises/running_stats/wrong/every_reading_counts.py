# rejected by: test_missing
"""“The count is the length.” Then a missing reading counts as one of zero."""

import jax
import jax.numpy as jnp


def running_stats(readings):
    def step(carry, reading):
        count, mean = carry
        count = count + 1
        mean = mean + (jnp.nan_to_num(reading) - mean) / count
        return (count, mean), mean

    start = (jnp.int32(0), jnp.zeros((), readings.dtype))
    (count, _), means = jax.lax.scan(step, start, readings)
    return count, means
