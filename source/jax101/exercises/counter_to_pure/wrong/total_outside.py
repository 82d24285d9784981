# rejected by: test_old_state
"""“The total is the number of calls, so count those.” A call for the past or for a trace counts too."""

import jax.numpy as jnp


def counter_to_pure(kinds):
    total = 0

    def record(counts, kind):
        nonlocal total
        total += 1
        counts = counts.at[kind].add(1)
        return counts, counts[kind] / total

    return jnp.zeros(kinds, jnp.int32), record
