import jax


def noise_at_step(key, step, n):
    page, line = step // 1000, step % 1000
    return jax.random.normal(jax.random.fold_in(jax.random.fold_in(key, page), line), (n,))
