import jax
import jax.numpy as jnp


@jax.custom_vjp
def clip_cotangent(x, limit):
    return x


def forward(x, limit):
    return x, limit


def backward(limit, cotangent):
    return jnp.clip(cotangent, -limit, limit).astype(cotangent.dtype), None


clip_cotangent.defvjp(forward, backward)
