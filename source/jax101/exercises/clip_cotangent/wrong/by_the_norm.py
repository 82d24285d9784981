# rejected by: test_gradient
"""“Clipping scales the gradient down.” By its norm it does; here each element counts."""

from functools import partial

import jax
import jax.numpy as jnp


@partial(jax.custom_vjp, nondiff_argnums=(1,))
def clip_cotangent(x, limit):
    return x


def forward(x, limit):
    return x, None


def backward(limit, _, cotangent):
    norm = jnp.sqrt((cotangent**2).sum())
    return (cotangent * jnp.minimum(1, limit / norm),)


clip_cotangent.defvjp(forward, backward)
