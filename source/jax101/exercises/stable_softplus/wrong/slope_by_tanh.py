# rejected by: test_small_slopes
"""“(1 + tanh(x / 2)) / 2 is the logistic function.” Until tanh rounds to -1, and the slope to 0."""

import jax
import jax.numpy as jnp


@jax.custom_jvp
def stable_softplus(x):
    return jnp.maximum(x, 0) + jnp.log1p(jnp.exp(-jnp.abs(x)))


@stable_softplus.defjvp
def rule(primals, tangents):
    (x,), (t,) = primals, tangents
    return stable_softplus(x), (1 + jnp.tanh(x / 2)) / 2 * t
