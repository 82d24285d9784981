# rejected by: test_float16
"""“Only bfloat16 needs care.” float16 is widened by a NumPy scalar as well."""

import jax.numpy as jnp
import numpy as np


def keep_bf16(x):
    y = x / np.sqrt(x.shape[-1])
    return y.astype(jnp.bfloat16) if x.dtype == jnp.bfloat16 else y
