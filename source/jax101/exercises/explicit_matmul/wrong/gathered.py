# rejected by: test_sends_sums_only
"""“Reshard until the product has a rule.” Right, and every device gets the whole of b."""

import jax


def explicit_matmul(a, b):
    rows = jax.typeof(a).sharding.spec[0]
    columns = jax.typeof(b).sharding.spec[1]
    return jax.reshard(a, jax.P(rows, None)) @ jax.reshard(b, jax.P(None, columns))
