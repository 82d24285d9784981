# rejected by: test_infinite_cotangents
"""“Scale it down to the limit.” By zero, for an infinite one, and infinity times zero is NaN."""

from functools import partial

import jax
import jax.numpy as jnp


@partial(jax.custom_vjp, nondiff_argnums=(1,))
def clip_cotangent(x, limit):
    return x


clip_cotangent.defvjp(
    lambda x, limit: (x, None),
    lambda limit, _, ct: (ct * jnp.minimum(1, limit / jnp.abs(ct)),),
)
