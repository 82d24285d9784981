import jax, jax.numpy as jnp, numpy as np
def hvp(function, x, v):
    g = jax.grad(function)
    n = jnp.sqrt(v @ v); n = jnp.where(n == 0, 1, n)
    u, h = v / n, 0.5
    d = lambda k: g(x + k * h * u) - g(x - k * h * u)
    return n * (45 * d(1) - 9 * d(2) + d(3)) / (60 * h)
