# rejected by: test_new_gain
"""“Set the global, then call the compiled function.” It remembers the gain of its first trace."""

import jax
import jax.numpy as jnp

current_gain = 2.0


@jax.jit
def scale(x):
    return current_gain * x


def pure_scale(x, gain, peak):
    global current_gain
    current_gain = gain
    return scale(x), jnp.maximum(peak, x.max())
