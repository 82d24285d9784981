import jax, jax.numpy as jnp, numpy as np
def hvp(function, x, v):
    _, back = jax.vjp(jax.grad(function), x)
    one = lambda i: back(jnp.zeros_like(x).at[i].set(1))[0] @ v
    return jax.lax.map(one, jnp.arange(x.size))
