# rejected by: test_traces
"""“jit caches.” By shape: every length is traced and compiled."""

import jax
import numpy as np


def trace_budget(statistic):
    compiled = jax.jit(statistic)
    return lambda x: compiled(x, np.ones(len(x), bool))
