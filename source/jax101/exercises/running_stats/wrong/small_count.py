# rejected by: test_counts_far
"""'A count is a small integer.' After 32,767 readings an int16 begins again below zero."""

import jax
import jax.numpy as jnp


def running_stats(readings):
    def step(carry, reading):
        count, mean = carry
        arrived = ~jnp.isnan(reading)
        count = (count + arrived).astype(jnp.int16)
        mean = jnp.where(arrived, mean + (reading - mean) / count.astype(mean.dtype), mean)
        return (count, mean), mean

    start = (jnp.int16(0), jnp.zeros((), readings.dtype))
    (count, _), means = jax.lax.scan(step, start, readings)
    return count.astype(jnp.int32), means
