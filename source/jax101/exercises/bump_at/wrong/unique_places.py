# rejected by: test_repeated_places
"""“Each place once.” Repeated visits are thrown away."""

import jax.numpy as jnp


def bump_at(counts, places):
    return counts.at[jnp.unique(places)].add(1)
