# rejected by: test_nothing_left_behind
"""“Return the peak, and keep it for later too.” Under jit, what is kept is a tracer."""

import jax.numpy as jnp

last_peak = 0.0


def pure_scale(x, gain, peak):
    global last_peak
    last_peak = jnp.maximum(peak, x.max())
    return gain * x, last_peak
