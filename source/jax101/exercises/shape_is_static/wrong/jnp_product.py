# rejected by: test_compiles
"""“The size is the product of the shape.” jnp.prod makes it a traced one, and reshape refuses that."""

import jax.numpy as jnp


def shape_is_static(x):
    size = jnp.prod(jnp.array(x.shape, dtype=int))
    rows = (size + 7) // 8
    flat = jnp.full(rows * 8, x.mean())
    return flat.at[: x.size].set(x.ravel()).reshape(rows, 8)
