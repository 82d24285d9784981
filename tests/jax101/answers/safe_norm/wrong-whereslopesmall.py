import jax, jax.numpy as jnp, numpy as np
@jax.custom_jvp
def safe_norm(x): return jnp.linalg.norm(x, axis=-1)
@safe_norm.defjvp
def rule(primals, tangents):
    (x,), (dx,) = primals, tangents
    size = safe_norm(x)
    ok = size > 1e-6
    return size, jnp.where(ok, jnp.sum(x * dx, axis=-1) / jnp.where(ok, size, 1), 0)
