import math

import jax
import jax.numpy as jnp


@jax.jit
def shape_is_static(x):
    rows = math.ceil(math.prod(x.shape) / 8)
    filler = jnp.broadcast_to(jnp.mean(x), rows * 8 - x.size)
    return jnp.concatenate([jnp.reshape(x, -1), filler]).reshape(-1, 8)
