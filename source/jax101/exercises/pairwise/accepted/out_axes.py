import jax


def pairwise(distance, xs, ys):
    all_against_one = jax.vmap(distance, in_axes=(0, None))
    return jax.vmap(all_against_one, in_axes=(None, 0), out_axes=1)(xs, ys)
