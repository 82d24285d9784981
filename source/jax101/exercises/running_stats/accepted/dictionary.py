import jax
import jax.numpy as jnp


@jax.jit
def running_stats(readings):
    def step(state, reading):
        missing = jnp.isnan(reading)
        count = jnp.where(missing, state["count"], state["count"] + 1)
        change = jnp.where(missing, 0, reading - state["mean"]) / jnp.maximum(count, 1)
        state = {"count": count, "mean": state["mean"] + change.astype(readings.dtype)}
        return state, state["mean"]

    start = {"count": 0, "mean": jnp.zeros_like(readings[0])}
    state, means = jax.lax.scan(step, start, readings)
    return state["count"], means
