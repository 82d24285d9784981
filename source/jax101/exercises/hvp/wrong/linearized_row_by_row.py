# rejected by: test_few_evaluations
"""“linearize once, and the rows are cheap.” There are n of them, each as dear as the product."""

import jax
import jax.numpy as jnp


def hvp(function, x, v):
    _, along = jax.linearize(jax.grad(function), x)

    def one(i):
        return along(jnp.zeros_like(x).at[i].set(1)) @ v

    return jax.lax.map(one, jnp.arange(x.size))
