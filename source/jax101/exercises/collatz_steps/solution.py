import jax
import jax.numpy as jnp


def collatz_steps(n: jax.Array) -> jax.Array:
    def not_done(state):
        n, _ = state
        return n != 1

    def step(state):
        n, steps = state
        # Integer division: with / the new n would be a float32, and the carry must keep its type.
        return jnp.where(n % 2 == 0, n // 2, 3 * n + 1), steps + 1

    _, steps = jax.lax.while_loop(not_done, step, (n, jnp.int32(0)))
    return steps
