# rejected by: test_values
"""“Cut the array into pieces.” A sharded array is one array that lives in several places."""

import jax
import jax.numpy as jnp


def shard_batch(batch, mesh):
    pieces = jnp.split(batch, mesh.shape["x"])
    return [jax.device_put(p, d) for p, d in zip(pieces, mesh.devices[:, 0])]
