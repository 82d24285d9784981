# rejected by: test_compiles
"""“einsum says it in one line.” NumPy's needs values, and under jit there are none yet."""

import jax.numpy as jnp
import numpy as np


def batched_outer(xs, ys):
    return jnp.asarray(np.einsum("ji,ik->jki", xs, ys))
