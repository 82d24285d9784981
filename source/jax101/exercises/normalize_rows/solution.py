import jax


def normalize_rows(x: jax.Array) -> jax.Array:
    # Broadcasting lines shapes up from the right: the sums need shape (rows, 1), not (rows,).
    return x / x.sum(axis=1, keepdims=True)
