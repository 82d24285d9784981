# rejected by: test_filler
"""“32 is enough for all.” One program, and a single number costs as much as 32."""

import jax
import numpy as np


def trace_budget(statistic):
    compiled = jax.jit(statistic)

    def run(x):
        return compiled(np.pad(x, (0, 32 - len(x))), np.arange(32) < len(x))

    return run
