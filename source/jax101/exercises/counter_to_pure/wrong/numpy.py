# rejected by: test_compiles
"""“Copy the NumPy array, then change the copy.” Pure, but NumPy cannot be compiled."""

import jax.numpy as jnp
import numpy as np


def counter_to_pure(kinds):
    def record(state, kind):
        counts, total = state
        counts = np.array(counts)
        counts[kind] += 1
        return (counts, total + 1), jnp.float32(counts[kind] / (total + 1))

    return (np.zeros(kinds, dtype=np.int32), 0), record
