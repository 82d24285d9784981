from collections.abc import Callable

import jax
import jax.numpy as jnp
import numpy as np


def trace_budget(statistic: Callable) -> Callable:
    """Run a statistic on vectors of any length, compiled for a few lengths only.

    Args:
        statistic: a function of (values, used), two vectors of one length that you choose.
            values holds the data; used is a boolean, True where values is data
            and False where it is filler. The filler may be any number.

    Returns:
        A function of one argument x, a 1-D NumPy array of 1 to 32 numbers.
        It returns what a compiled statistic gives for the numbers in x, in their dtype.

    Calling it with all lengths from 1 to 32 compiles at most 6 programs in all, whatever they
    are for, and statistic never gets vectors of more than twice the length of x.
    """
    raise NotImplementedError
