# rejected by: test_second_derivative
"""“The slope is 1 / (1 + exp(-x)).” As a number; its own derivative is infinity by infinity."""

import jax
import jax.numpy as jnp


@jax.custom_jvp
def stable_softplus(x):
    small = jnp.log1p(jnp.exp(jnp.minimum(x, -x)))
    return jnp.where(x > 0, x + small, small)


stable_softplus.defjvps(lambda x_dot, _, x: x_dot / (1 + jnp.exp(-x)))
