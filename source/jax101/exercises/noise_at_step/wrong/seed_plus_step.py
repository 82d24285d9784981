# rejected by: test_neighbouring_seeds
"""“Seed plus step.” Step 1 of this run is step 0 of the run with the next seed."""

import jax
import jax.numpy as jnp


def noise_at_step(key, step, n):
    data = jax.random.key_data(key).at[-1].add(jnp.uint32(step))
    return jax.random.normal(jax.random.wrap_key_data(data), n)
