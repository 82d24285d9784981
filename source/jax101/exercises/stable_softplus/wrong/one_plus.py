# rejected by: test_small_results
"""“log(1 + …) is the same as log1p.” Not where 1 plus a little is 1."""

import jax
import jax.numpy as jnp


@jax.custom_jvp
def stable_softplus(x):
    return jnp.maximum(x, 0) + jnp.log(1 + jnp.exp(-jnp.abs(x)))


@stable_softplus.defjvp
def rule(primals, tangents):
    (x,), (x_dot,) = primals, tangents
    return stable_softplus(x), jax.nn.sigmoid(x) * x_dot
