# rejected by: test_same_call
"""“I remember the peak myself.” The same call gives another result after a larger x."""

import jax.numpy as jnp

largest = []


def pure_scale(x, gain, peak):
    largest.append(x.max())
    return gain * x, jnp.maximum(peak, jnp.max(jnp.array(largest)))
