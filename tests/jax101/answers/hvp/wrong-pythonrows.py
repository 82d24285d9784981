import jax, jax.numpy as jnp, numpy as np
def hvp(function, x, v):
    g = jax.grad(function)
    return jnp.stack([jax.grad(lambda x: g(x)[i])(x) @ v for i in range(x.size)])
