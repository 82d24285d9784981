import jax, jax.numpy as jnp, numpy as np
def safe_norm(x):
    m = jax.lax.stop_gradient(jnp.abs(x).max(axis=-1, keepdims=True))
    m = jnp.where(m == 0, 1, m)
    s = jnp.sum((x / m) ** 2, axis=-1)
    return jnp.where(s == 0, 0, m[..., 0] * jnp.sqrt(jnp.where(s == 0, 1, s)))
