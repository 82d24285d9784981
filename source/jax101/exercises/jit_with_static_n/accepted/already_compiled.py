from functools import partial

import jax
import jax.numpy as jnp


@partial(jax.jit, static_argnames=["n"])
def jit_with_static_n(x, n):
    return jnp.concatenate([x] * int(n)) if int(n) == 1 else jnp.tile(x, int(n))
