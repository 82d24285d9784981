import jax


def pairwise(distance, xs, ys):
    return jax.lax.map(lambda x: jax.vmap(distance, in_axes=(None, 0))(x, ys), xs)
