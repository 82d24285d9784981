# rejected by: test_gain_and_peak
"""“scale does it already.” With its own gain, whatever the parameter says."""

import jax.numpy as jnp

gain = 2.0
peak = 0.0


def scale(x):
    global peak
    peak = jnp.maximum(peak, x.max())
    return gain * x


def pure_scale(x, gain, peak):
    return scale(x), jnp.maximum(peak, x.max())
