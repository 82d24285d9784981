# rejected by: test_first_missing
"""“Carry the total and divide.” Until the first reading that is 0 / 0."""

import jax
import jax.numpy as jnp


def running_stats(readings):
    def step(carry, reading):
        count, total = carry
        arrived = ~jnp.isnan(reading)
        count, total = count + arrived, total + jnp.where(arrived, reading, 0)
        return (count, total), total / count

    start = (jnp.int32(0), jnp.zeros((), readings.dtype))
    (count, _), means = jax.lax.scan(step, start, readings)
    return count, means
