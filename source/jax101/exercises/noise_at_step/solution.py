import jax


def noise_at_step(key: jax.Array, step: int | jax.Array, n: int) -> jax.Array:
    # fold_in mixes a number into a key: one new key a step, with no history to carry.
    return jax.random.normal(jax.random.fold_in(key, step), n)
