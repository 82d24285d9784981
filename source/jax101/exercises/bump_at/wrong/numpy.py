# rejected by: test_compiles
"""“np.add.at is made for this.” It cannot read the values of a tracer."""

import jax.numpy as jnp
import numpy as np


def bump_at(counts, places):
    result = np.array(counts)
    np.add.at(result, np.asarray(places), 1)
    return jnp.asarray(result)
