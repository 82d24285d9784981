import jax
import jax.numpy as jnp


def running_stats(readings):
    # With static bounds a fori_loop is a scan.
    def step(i, state):
        count, mean, means = state
        arrived = ~jnp.isnan(readings[i])
        count = count + arrived
        mean = jnp.where(arrived, mean + (readings[i] - mean) / count, mean)
        return count, mean, means.at[i].set(mean)

    start = (jnp.int32(0), jnp.zeros((), readings.dtype), jnp.zeros_like(readings))
    count, _, means = jax.lax.fori_loop(0, readings.shape[0], step, start)
    return count, means
