# rejected by: test_gradient
"""“The limit is 1 anyway.” It is an argument."""

import jax
import jax.numpy as jnp


@jax.custom_vjp
def identity(x):
    return x


identity.defvjp(lambda x: (x, None), lambda _, cotangent: (jnp.clip(cotangent, -1, 1),))


def clip_cotangent(x, limit):
    return identity(x)
