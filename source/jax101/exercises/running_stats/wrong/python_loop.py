# rejected by: test_does_not_grow
"""“One reading after the other.” The values are right, and the program is as long as the data."""

import jax.numpy as jnp


def running_stats(readings):
    count, mean, means = jnp.int32(0), jnp.zeros((), readings.dtype), []
    for reading in readings:
        arrived = ~jnp.isnan(reading)
        count = count + arrived
        mean = jnp.where(arrived, mean + (reading - mean) / count, mean)
        means.append(mean)
    return count, jnp.stack(means)
