import jax


def explicit_matmul(a, b):
    (rows, summed), (_, columns) = jax.typeof(a).sharding.spec, jax.typeof(b).sharding.spec

    @jax.shard_map(out_specs=jax.P(rows, columns))
    def multiply(a, b):
        part = a @ b
        return part if summed is None else jax.lax.psum(part, summed)

    return multiply(a, b)
