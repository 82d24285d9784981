import jax


@jax.jit
def bump_at(counts, places):
    visits = jax.nn.one_hot(places, counts.shape[0], dtype=counts.dtype)
    return counts + visits.sum(axis=0, dtype=counts.dtype)
