import jax


def hvp(function, x, v):
    return jax.grad(lambda x: jax.jvp(function, (x,), (v,))[1])(x)
