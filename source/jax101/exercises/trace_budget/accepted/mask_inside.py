import jax
import jax.numpy as jnp
import numpy as np

SIZES = (2, 6, 14, 30, 32)


def trace_budget(statistic):
    @jax.jit
    def compiled(values, length):
        return statistic(values, jnp.arange(values.shape[0]) < length)

    def run(x):
        size = min(s for s in SIZES if s >= len(x))
        values = np.empty(size, x.dtype)
        values[: len(x)] = x
        values[len(x) :] = x[-1]
        return compiled(values, len(x))

    return run
