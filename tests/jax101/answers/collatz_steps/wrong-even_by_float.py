"""Breaks "the number of steps": whether n is even is asked of a float32 quotient.

Input: n = 16777217 is odd, but its half rounds to a whole number.
"""

import jax
import jax.numpy as jnp


def collatz_steps(n):
    def body(state):
        number, steps = state
        even = number / 2 == number // 2
        return jnp.where(even, number // 2, 3 * number + 1), steps + 1

    start = (jnp.asarray(n, jnp.int32), jnp.int32(0))
    return jax.lax.while_loop(lambda state: state[0] != 1, body, start)[1]
