# rejected by: test_forward_mode
"""“custom_vjp writes the gradient down.” It takes forward mode away."""

import jax
import jax.numpy as jnp


@jax.custom_vjp
def safe_norm(x):
    return jnp.sqrt(jnp.sum(x * x, axis=-1))


def forward(x):
    size = safe_norm(x)
    return size, (x, size[..., None])


def backward(residuals, cotangent):
    x, size = residuals
    return (cotangent[..., None] * jnp.where(size == 0, 0, x / jnp.where(size == 0, 1, size)),)


safe_norm.defvjp(forward, backward)
