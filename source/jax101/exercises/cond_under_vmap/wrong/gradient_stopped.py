# rejected by: test_gradient
"""“The safe number is a helper, no part of the function.” Where it is x itself, it is."""

import jax
import jax.numpy as jnp


def cond_under_vmap(x):
    log_of = jax.lax.stop_gradient(jnp.where(x >= 0, x, 0))
    return jax.lax.cond(x >= 0, lambda: jnp.log1p(log_of), lambda: jnp.expm1(x))
