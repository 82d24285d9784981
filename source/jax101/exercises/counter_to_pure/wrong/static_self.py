# rejected by: test_values
"""“Make self static, and jit the method.” The object hashes as before, so the old program answers."""

import jax
import jax.numpy as jnp


class Counter:
    def __init__(self, kinds):
        self.counts = [0] * kinds
        self.total = 0

    def record(self, kind):
        self.total += 1
        self.counts[kind] += 1
        return jnp.float32(self.counts[kind] / self.total)


def counter_to_pure(kinds):
    share = jax.jit(Counter.record, static_argnums=(0, 1))

    def record(counter, kind):
        return counter, share(counter, int(kind))

    return Counter(kinds), record
