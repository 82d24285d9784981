# rejected by: test_values
"""“Return the share, then the new state.” The share must count the event itself."""

import jax.numpy as jnp


def counter_to_pure(kinds):
    def record(state, kind):
        counts, total = state
        share = counts[kind] / jnp.maximum(total, 1)
        return (counts.at[kind].add(1), total + 1), share

    return (jnp.zeros(kinds, jnp.int32), jnp.int32(0)), record
