# rejected by: test_no_nan
"""“Clean up behind it.” The NaN has been computed by then."""

import jax
import jax.numpy as jnp


def cond_under_vmap(x):
    logarithm = jnp.nan_to_num(jnp.log1p(x), neginf=0.0)
    return jax.lax.select(x >= 0, logarithm, jnp.expm1(x))
