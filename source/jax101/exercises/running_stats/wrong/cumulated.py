# rejected by: test_uses_scan
"""“Two cumulated sums do it.” They do, for a mean; the task is to carry a state."""

import jax.numpy as jnp


def running_stats(readings):
    arrived = ~jnp.isnan(readings)
    counts = jnp.cumsum(arrived)
    totals = jnp.cumsum(jnp.where(arrived, readings, 0))
    means = totals / jnp.maximum(counts, 1)
    return counts[-1], means.astype(readings.dtype)
