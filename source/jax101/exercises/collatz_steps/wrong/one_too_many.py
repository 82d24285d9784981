# rejected by: test_values
"""“Count the numbers on the way.” There is one more of them than there are steps."""

import jax
import jax.numpy as jnp


def collatz_steps(n):
    def step(state):
        n, steps = state
        return jnp.where(n % 2 == 0, n // 2, 3 * n + 1), steps + 1

    return jax.lax.while_loop(lambda state: state[0] != 1, step, (n, jnp.int32(1)))[1]
