import jax, jax.numpy as jnp, numpy as np
def safe_norm(x):
    return jnp.sqrt(jnp.sum(x * x, axis=-1) + jnp.finfo(x.dtype).smallest_subnormal)
