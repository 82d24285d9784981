import jax


@jax.jit
def affine(*, x, scale, shift):
    return scale * x + shift


def positional_or_keyword(x, scale=3.0, shift=0.5):
    return affine(x=x, scale=scale, shift=shift)
