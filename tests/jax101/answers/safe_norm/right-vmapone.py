import jax, jax.numpy as jnp, numpy as np
def safe_norm(x):
    def one(v):
        return jax.lax.cond((v == 0).all(), lambda v: v.sum() * 0, jnp.linalg.norm, v)
    f = one
    for _ in range(x.ndim - 1): f = jax.vmap(f)
    return f(x)
