# rejected by: test_values
"""“If it is NaN, skip it.” scan traces its step, even outside of jit: no reading has a value there."""

import jax
import jax.numpy as jnp


def running_stats(readings):
    def step(carry, reading):
        count, mean = carry
        if not jnp.isnan(reading):
            count = count + 1
            mean = mean + (reading - mean) / count
        return (count, mean), mean

    start = (jnp.int32(0), jnp.zeros((), readings.dtype))
    (count, _), means = jax.lax.scan(step, start, readings)
    return count, means
