# rejected by: test_one_program
"""“A gain is a constant, so make it static.” Then it must be a Python number; a tracer is none."""

from functools import partial

import jax
import jax.numpy as jnp


@partial(jax.jit, static_argnums=0)
def scale(gain, x):
    return gain * x


def pure_scale(x, gain, peak):
    return scale(float(gain), x), jnp.maximum(peak, x.max())
