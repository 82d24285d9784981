# rejected by: test_independent
"""“One key for each row, folded from its number.” Within a row all matrices share a mask."""

import jax
import jax.numpy as jnp


def dropout(key, x, rate):
    def one(i, row):
        kept = jax.random.bernoulli(jax.random.fold_in(key, i), 1 - rate, row.shape[-1:])
        return jnp.where(kept, row / (1 - rate), 0)

    return jax.vmap(one)(jnp.arange(len(x)), x)
