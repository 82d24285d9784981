import jax


def two_draws(key: jax.Array, n: int) -> tuple[jax.Array, jax.Array]:
    # Two draws need two keys; after the split, the old key is used up.
    normal_key, uniform_key = jax.random.split(key)
    return jax.random.normal(normal_key, n), jax.random.uniform(uniform_key, n)
