# rejected by: test_uses_while_loop
"""“1000 steps are enough for any int32.” Right so far, and 1000 steps long for n = 1."""

import jax
import jax.numpy as jnp


def collatz_steps(n):
    def step(state, _):
        n, steps = state
        new = jnp.where(n % 2 == 0, n // 2, 3 * n + 1)
        return (jnp.where(n == 1, n, new), jnp.where(n == 1, steps, steps + 1)), None

    return jax.lax.scan(step, (n, jnp.int32(0)), length=1000)[0][1]
