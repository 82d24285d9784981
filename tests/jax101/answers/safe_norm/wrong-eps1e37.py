import jax, jax.numpy as jnp, numpy as np
def safe_norm(x):
    return jnp.sqrt(jnp.maximum(jnp.sum(x * x, axis=-1), 1e-37 if x.dtype != jnp.float16 else 6e-8))
