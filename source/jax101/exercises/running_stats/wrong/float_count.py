# rejected by: test_values
"""“Start both at 0.0.” The carry keeps its types, so the count is a float32."""

import jax
import jax.numpy as jnp


def running_stats(readings):
    def step(carry, reading):
        count, mean = carry
        arrived = ~jnp.isnan(reading)
        count = count + arrived
        mean = jnp.where(arrived, mean + (reading - mean) / count, mean)
        return (count, mean), mean

    start = (jnp.zeros(()), jnp.zeros((), readings.dtype))
    (count, _), means = jax.lax.scan(step, start, readings)
    return count, means
