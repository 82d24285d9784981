# rejected by: test_counts_far
"""“Both in one array, cast at the end.” A float16 count stops at 2048."""

import jax
import jax.numpy as jnp


def running_stats(readings):
    def step(carry, reading):
        count, mean = carry
        arrived = ~jnp.isnan(reading)
        count = count + arrived
        mean = jnp.where(arrived, mean + (reading - mean) / count, mean)
        return jnp.stack([count, mean]), mean

    carry, means = jax.lax.scan(step, jnp.zeros(2, readings.dtype), readings)
    return carry[0].astype(jnp.int32), means
