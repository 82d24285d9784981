# rejected by: test_compiles
"""“NumPy's log has a where of its own.” NumPy cannot read the values of a tracer."""

import jax.numpy as jnp
import numpy as np


def safe_log_grad(x):
    x = np.asarray(x)
    return jnp.asarray(np.log(x, where=x > 0, out=np.zeros_like(x)))
