import jax
import jax.numpy as jnp


def pure_scale(x: jax.Array, gain: jax.Array, peak: jax.Array) -> tuple[jax.Array, jax.Array]:
    # What was read from outside is a parameter; what was written outside is returned.
    return gain * x, jnp.maximum(peak, x.max())
