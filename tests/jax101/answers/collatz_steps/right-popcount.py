"""All halvings in one go: as many as there are zeros at the end."""

import jax
import jax.numpy as jnp


def collatz_steps(n):
    def body(state):
        number, steps = state
        zeros = jax.lax.population_count((number & -number) - 1)
        even = zeros > 0
        number = jnp.where(even, number >> zeros, 3 * number + 1)
        return number, steps + jnp.where(even, zeros, 1)

    start = (jnp.asarray(n, jnp.int32), jnp.zeros((), jnp.int32))
    return jax.lax.while_loop(lambda state: state[0] > 1, body, start)[1]
