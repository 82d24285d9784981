# rejected by: test_gradient
"""“fori_loop from 0 to n.” Right, and compiled once; but a while loop, which has no reverse mode."""

import jax


def fori_or_scan(step, x, n, limit):
    return jax.lax.fori_loop(0, n, lambda i, x: step(x), x)
