# rejected by: test_long_runs
"""“150 steps should be enough.” They were, for the examples."""

import jax
import jax.numpy as jnp


def collatz_steps(n):
    def step(_, state):
        n, steps = state
        new = jnp.where(n % 2 == 0, n // 2, 3 * n + 1)
        return jnp.where(n == 1, n, new), jnp.where(n == 1, steps, steps + 1)

    return jax.lax.fori_loop(0, 150, step, (n, jnp.int32(0)))[1]
