# rejected by: test_gradient
"""“Large x have large gradients.” The residual is clipped, and the cotangent forgotten."""

from functools import partial

import jax
import jax.numpy as jnp


@partial(jax.custom_vjp, nondiff_argnums=(1,))
def clip_cotangent(x, limit):
    return x


def forward(x, limit):
    return x, x


def backward(limit, x, cotangent):
    return (jnp.clip(x, -limit, limit),)


clip_cotangent.defvjp(forward, backward)
