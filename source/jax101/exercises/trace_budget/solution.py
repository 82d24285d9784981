from collections.abc import Callable

import jax
import numpy as np


def trace_budget(statistic: Callable) -> Callable:
    compiled = jax.jit(statistic)

    def run(x: np.ndarray) -> jax.Array:
        # The next power of two: 1, 2, 4, … 32 are six sizes, none twice as long as x.
        size = 1 << (len(x) - 1).bit_length()
        # NumPy prepares the filler: jax.numpy would compile that for every length.
        return compiled(np.pad(x, (0, size - len(x))), np.arange(size) < len(x))

    return run
