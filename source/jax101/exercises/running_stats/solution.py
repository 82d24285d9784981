import jax
import jax.numpy as jnp


def running_stats(readings: jax.Array) -> tuple[jax.Array, jax.Array]:
    def step(carry, reading):
        count, mean = carry
        arrived = ~jnp.isnan(reading)
        count = count + arrived
        mean = jnp.where(arrived, mean + (reading - mean) / count, mean)
        return (count, mean), mean

    # Each part of the carry begins with the dtype that it ends with.
    start = (jnp.int32(0), jnp.zeros((), readings.dtype))
    (count, _), means = jax.lax.scan(step, start, readings)
    return count, means
