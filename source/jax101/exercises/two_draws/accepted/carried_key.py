import jax


def two_draws(key, n):
    key, subkey = jax.random.split(key)
    normals = jax.random.normal(subkey, (n,))
    key, subkey = jax.random.split(key)
    return normals, jax.random.uniform(subkey, (n,))
