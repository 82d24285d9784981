import jax


def pairwise(distance, xs, ys):
    return jax.vmap(lambda x: jax.vmap(lambda y: distance(x, y))(ys))(xs)
