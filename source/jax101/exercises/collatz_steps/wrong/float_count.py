# rejected by: test_values
"""“Start counting at 0.0.” The carry keeps its type, so the count stays a float32."""

import jax
import jax.numpy as jnp


def collatz_steps(n):
    def step(state):
        n, steps = state
        return jnp.where(n % 2 == 0, n // 2, 3 * n + 1), steps + 1

    return jax.lax.while_loop(lambda state: state[0] != 1, step, (n, 0.0))[1]
