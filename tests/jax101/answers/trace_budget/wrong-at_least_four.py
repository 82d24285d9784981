# "values ... is at most twice as long as x": one number becomes four.
from collections.abc import Callable

import jax
import jax.numpy as jnp
import numpy as np


def trace_budget(statistic: Callable) -> Callable:
    """Run a statistic on vectors of any length, compiled for a few lengths only.

    Args:
        statistic: a function of two vectors of equal length, values and used.
            used holds booleans: True where values is data, False where it is filler.
            The filler may be any numbers.

    Returns:
        A function run(x), where x is a 1-D NumPy array of 1 to 32 numbers.
        run(x) is the statistic of the numbers in x, computed by a compiled program.
        There, values has the dtype of x and is at most twice as long as x.

    Calling run with every length from 1 to 32 compiles at most 6 programs in all,
    whatever they are for.
    """
    program = jax.jit(statistic)

    def run(x):
        size = max(4, 1 << (len(x) - 1).bit_length())
        return program(np.resize(x, size), np.arange(size) < len(x))

    return run
