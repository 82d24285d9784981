# rejected by: test_one_program
"""“NumPy has a maximum too.” It cannot read the values of a tracer."""

import jax.numpy as jnp
import numpy as np


def pure_scale(x, gain, peak):
    return gain * x, jnp.asarray(np.maximum(peak, np.max(x)))
