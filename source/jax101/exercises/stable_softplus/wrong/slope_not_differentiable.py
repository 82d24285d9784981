# rejected by: test_second_derivative
"""“The slope is a number.” With its gradient stopped, there is no second derivative."""

import jax
import jax.numpy as jnp


@jax.custom_jvp
def stable_softplus(x):
    return jnp.maximum(x, 0) + jnp.log1p(jnp.exp(-jnp.abs(x)))


@stable_softplus.defjvp
def rule(primals, tangents):
    (x,), (x_dot,) = primals, tangents
    return stable_softplus(x), jax.lax.stop_gradient(jax.nn.sigmoid(x)) * x_dot
