# rejected by: test_float32
"""“Cast to bfloat16 at the end.” Other dtypes are lost, and so are their digits."""

import jax.numpy as jnp
import numpy as np


def keep_bf16(x):
    return (x / np.sqrt(x.shape[-1])).astype(jnp.bfloat16)
