# rejected by: test_traces
"""“The mask needs the length, so it is static.” A new value of a static argument compiles again."""

import jax
import jax.numpy as jnp
import numpy as np


def trace_budget(statistic):
    @jax.jit(static_argnames=["length"])
    def compiled(values, length):
        return statistic(values, jnp.arange(values.size) < length)

    def run(x):
        size = 1 << (len(x) - 1).bit_length()
        return compiled(np.pad(x, (0, size - len(x))), length=len(x))

    return run
