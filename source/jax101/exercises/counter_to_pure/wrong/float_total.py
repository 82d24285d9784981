# rejected by: test_scan
"""“The total is for dividing, so add 1.0.” It begins as an int32 and comes out as a float32."""

import jax.numpy as jnp


def counter_to_pure(kinds):
    def record(state, kind):
        counts, total = state
        counts, total = counts.at[kind].add(1), total + 1.0
        return (counts, total), counts[kind] / total

    return (jnp.zeros(kinds, jnp.int32), jnp.int32(0)), record
