# rejected by: test_gradient
"""“exp(x) / (1 + exp(x)).” That is the logistic function, until exp(x) is infinite."""

import jax
import jax.numpy as jnp


@jax.custom_jvp
def stable_softplus(x):
    return jnp.maximum(x, 0) + jnp.log1p(jnp.exp(-jnp.abs(x)))


@stable_softplus.defjvp
def rule(primals, tangents):
    (x,), (x_dot,) = primals, tangents
    return stable_softplus(x), jnp.exp(x) / (1 + jnp.exp(x)) * x_dot
