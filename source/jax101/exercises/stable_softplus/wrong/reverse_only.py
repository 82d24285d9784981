# rejected by: test_forward_mode
"""“custom_vjp: that is how one writes gradients.” It takes forward mode away."""

import jax
import jax.numpy as jnp


@jax.custom_vjp
def stable_softplus(x):
    return jnp.maximum(x, 0) + jnp.log1p(jnp.exp(-jnp.abs(x)))


def forward(x):
    return stable_softplus(x), x


def backward(x, cotangent):
    return (jax.nn.sigmoid(x) * cotangent,)


stable_softplus.defvjp(forward, backward)
