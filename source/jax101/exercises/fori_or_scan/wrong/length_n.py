# rejected by: test_compiles
"""“A scan of length n.” A length is part of the program, so it cannot be traced."""

import jax


def fori_or_scan(step, x, n, limit):
    return jax.lax.scan(lambda x, _: (step(x), None), x, length=int(n))[0]
