# rejected by: test_few_evaluations
"""“One row at a time saves the memory.” And evaluates the gradient n times."""

import jax
import jax.numpy as jnp


def hvp(function, x, v):
    def row(i):
        return jax.grad(lambda x: jax.grad(function)(x)[i])(x) @ v

    return jax.lax.map(row, jnp.arange(x.size))
