import jax, jax.numpy as jnp, numpy as np
def safe_norm(x):
    s = jnp.sum(x * x, axis=-1)
    tiny = jnp.sum(jnp.abs(x), axis=-1) <= 1e-6
    z = s == 0
    safe = jnp.sqrt(jnp.where(tiny, 1, s))
    return jnp.where(z, 0, jnp.where(tiny, jax.lax.stop_gradient(jnp.sqrt(s)), safe))
