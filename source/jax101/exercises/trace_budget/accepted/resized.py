import math

import jax
import numpy as np


def trace_budget(statistic):
    def run(x):
        size = 2 ** math.ceil(math.log2(len(x)))
        used = np.concatenate([np.ones(len(x), bool), np.zeros(size - len(x), bool)])
        return jax.jit(statistic)(np.resize(x, size), used)

    return run
