# rejected by: test_everything_counts
"""“jnp.pad pads.” The statistic is traced six times; the padding is compiled for every length."""

import jax
import jax.numpy as jnp


def trace_budget(statistic):
    compiled = jax.jit(statistic)

    def run(x):
        size = 1 << (len(x) - 1).bit_length()
        return compiled(jnp.pad(x, (0, size - len(x))), jnp.arange(size) < len(x))

    return run
