# rejected by: test_dtype
"""“A mean is a float32.” It meets float16 readings, and everything becomes float32."""

import jax
import jax.numpy as jnp


def running_stats(readings):
    def step(carry, reading):
        count, mean = carry
        arrived = ~jnp.isnan(reading)
        count = count + arrived
        mean = jnp.where(arrived, mean + (reading - mean) / count, mean)
        return (count, mean), mean

    (count, _), means = jax.lax.scan(step, (jnp.int32(0), jnp.float32(0)), readings)
    return count, means
