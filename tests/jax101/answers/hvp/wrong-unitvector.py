import jax, jax.numpy as jnp, numpy as np
def hvp(function, x, v):
    n = jnp.linalg.norm(v)
    return jax.jvp(jax.grad(function), (x,), (v / n,))[1] * n
