# rejected by: test_compiles
"""“A loop is a loop.” It works outside of jit, where n has a value to look at."""

import jax.numpy as jnp


def collatz_steps(n):
    steps = 0
    while n != 1:
        if n % 2 == 0:
            n = n // 2
        else:
            n = 3 * n + 1
        steps += 1
    return jnp.int32(steps)
