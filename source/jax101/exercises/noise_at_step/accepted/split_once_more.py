import jax


def noise_at_step(key, step, n):
    noise_key, _ = jax.random.split(jax.random.fold_in(key, step))
    return jax.random.normal(noise_key, (n,))
