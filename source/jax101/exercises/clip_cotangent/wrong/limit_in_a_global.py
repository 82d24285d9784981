# rejected by: test_two_limits
"""“Remember the limit for the way back.” All calls are made before any gradient comes back."""

import jax
import jax.numpy as jnp

current = None


@jax.custom_vjp
def same(x):
    return x


same.defvjp(lambda x: (x, None), lambda _, ct: (jnp.clip(ct, -current, current),))


def clip_cotangent(x, limit):
    global current
    current = limit
    return same(x)
