# rejected by: test_type
"""“out_sharding=P() settles it.” It does: all of the product on every device."""

import jax
import jax.numpy as jnp


def explicit_matmul(a, b):
    return jnp.matmul(a, b, out_sharding=jax.P())
