# rejected by: test_missing
"""“A missing reading is not counted, that is enough.” It still moves the mean, to NaN and for good."""

import jax
import jax.numpy as jnp


def running_stats(readings):
    def step(carry, reading):
        count, mean = carry
        count = count + ~jnp.isnan(reading)
        mean = mean + (reading - mean) / count
        return (count, mean), mean

    start = (jnp.int32(0), jnp.zeros((), readings.dtype))
    (count, _), means = jax.lax.scan(step, start, readings)
    return count, means
