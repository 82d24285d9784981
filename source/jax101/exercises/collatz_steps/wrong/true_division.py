# rejected by: test_values
"""“n is even, so n / 2 is a whole number.” It is, as a float32, and the carry was an int32."""

import jax
import jax.numpy as jnp


def collatz_steps(n):
    def step(state):
        n, steps = state
        return jnp.where(n % 2 == 0, n / 2, 3 * n + 1), steps + 1

    return jax.lax.while_loop(lambda state: state[0] != 1, step, (n, 0))[1]
