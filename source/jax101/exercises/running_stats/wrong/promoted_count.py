# rejected by: test_values
"""“Add 1.0 or 0.0.” An int32 plus a float is a float, and the carry may not change its type."""

import jax
import jax.numpy as jnp


def running_stats(readings):
    def step(carry, reading):
        count, mean = carry
        arrived = ~jnp.isnan(reading)
        count = count + jnp.where(arrived, 1.0, 0.0)
        mean = jnp.where(arrived, mean + (reading - mean) / count, mean)
        return (count, mean), mean

    start = (jnp.int32(0), jnp.zeros((), readings.dtype))
    (count, _), means = jax.lax.scan(step, start, readings)
    return count, means
