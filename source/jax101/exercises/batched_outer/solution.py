import jax
import jax.numpy as jnp


def batched_outer(xs: jax.Array, ys: jax.Array) -> jax.Array:
    # One entry for each argument: columns of xs, rows of ys. out_axes places the result's batch.
    return jax.vmap(jnp.outer, in_axes=(1, 0), out_axes=-1)(xs, ys)
