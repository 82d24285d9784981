import jax


def hvp(function, x, v):
    _, along = jax.linearize(jax.grad(function), x)
    return along(v)
