# rejected by: test_large_numbers
"""“Make the carry float32, then the types agree.” Beyond 2**24 it cannot tell odd from even."""

import jax
import jax.numpy as jnp


def collatz_steps(n):
    def step(state):
        n, steps = state
        return jnp.where(n % 2 == 0, n / 2, 3 * n + 1), steps + 1

    start = (n.astype(jnp.float32), jnp.int32(0))
    return jax.lax.while_loop(lambda state: state[0] != 1, step, start)[1]
