# rejected by: test_gradient
"""“At most the limit.” Large negative gradients pass."""

from functools import partial

import jax
import jax.numpy as jnp


@partial(jax.custom_vjp, nondiff_argnums=(1,))
def clip_cotangent(x, limit):
    return x


def forward(x, limit):
    return x, None


def backward(limit, _, cotangent):
    return (jnp.minimum(cotangent, limit),)


clip_cotangent.defvjp(forward, backward)
