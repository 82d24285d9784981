# rejected by: test_traces
"""“Pad within jit, that is fast.” What is compiled there takes x as it is, one program a length."""

import jax
import jax.numpy as jnp


def trace_budget(statistic):
    @jax.jit
    def run(x):
        size = 1 << (x.size - 1).bit_length()
        return statistic(jnp.pad(x, (0, size - x.size)), jnp.arange(size) < x.size)

    return run
