# rejected by: test_values
"""“The n-th result is at n - 1.” For n = 0 that is -1, the last one."""

import jax


def fori_or_scan(step, x, n, limit):
    _, after = jax.lax.scan(lambda x, _: (step(x),) * 2, x, length=limit)
    return after[n - 1]
