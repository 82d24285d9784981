# rejected by: test_compiles
"""“limit is an argument like x.” Under vjp it becomes a tracer, and static it cannot be."""

import jax
import jax.numpy as jnp


@jax.custom_vjp
def identity(x, limit):
    return x


def forward(x, limit):
    return x, float(limit)


def backward(limit, cotangent):
    return jnp.clip(cotangent, -limit, limit), None


identity.defvjp(forward, backward)


def clip_cotangent(x, limit):
    return identity(x, jnp.float32(limit))
