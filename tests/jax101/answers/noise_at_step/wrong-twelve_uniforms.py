# "n standard normal numbers": a sum of 12 uniform ones has no tail (kurtosis 2.9, never beyond
# 6).
import jax
import jax.numpy as jnp


def noise_at_step(key: jax.Array, step: int | jax.Array, n: int) -> jax.Array:
    """Draw the noise that belongs to one step of a run.

    Args:
        key: the typed key of the run. It is the same at every step.
        step: the number of the step, from 0 to 2**31 - 1:
            a Python integer or an int32 scalar, which may be a tracer.
        n: how many numbers to draw, a Python integer.

    Returns:
        n standard normal numbers, float32, shape (n,).

    Every step, and every key, has noise of its own. It depends on the arguments and on nothing
    else: not on which steps were drawn before, nor on how many will be.
    Step 1,000,000 costs as much as step 0. The checker also compiles your function,
    with n static and step traced.
    """
    u = jax.random.uniform(jax.random.fold_in(key, step), (12, n))
    return u.sum(axis=0) - 6.0
