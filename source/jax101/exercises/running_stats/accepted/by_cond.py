import jax
import jax.numpy as jnp


def running_stats(readings):
    def include(carry, reading):
        count, mean = carry
        return count + 1, mean + (reading - mean) / (count + 1)

    def leave(carry, reading):
        return carry

    def step(carry, reading):
        carry = jax.lax.cond(jnp.isnan(reading), leave, include, carry, reading)
        return carry, carry[1]

    (count, _), means = jax.lax.scan(step, (jnp.int32(0), readings.dtype.type(0)), readings)
    return count, means
