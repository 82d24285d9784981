import jax
import jax.numpy as jnp


@jax.jit
def collatz_steps(n):
    def step(state):
        n, steps = state
        return jax.lax.select(n & 1 == 0, n >> 1, 3 * n + 1), steps + 1

    return jax.lax.while_loop(lambda state: state[0] != 1, step, (n, jnp.zeros_like(n)))[1]
