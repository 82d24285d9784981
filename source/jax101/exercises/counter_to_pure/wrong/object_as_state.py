# rejected by: test_old_state
"""“The object is the state.” It is one object that every call changes, so there is no old state."""

import jax.numpy as jnp
import numpy as np


class Counter:
    def __init__(self, kinds):
        self.counts = np.zeros(kinds, dtype=int)
        self.total = 0

    def record(self, kind):
        self.counts[kind] += 1
        self.total += 1
        return jnp.float32(self.counts[kind] / self.total)


def counter_to_pure(kinds):
    return Counter(kinds), lambda counter, kind: (counter, counter.record(kind))
