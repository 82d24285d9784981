import jax


@jax.jit
def scaled_and_shifted(x: jax.Array, scale: float, shift: float) -> jax.Array:
    return x * scale + shift


# Plain Python sorts the arguments out, so the compiled function sees one kind of call only.
def positional_or_keyword(x: jax.Array, scale: float = 3.0, shift: float = 0.5) -> jax.Array:
    return scaled_and_shifted(x, scale, shift)
