import jax
import jax.numpy as jnp

gain = 2.0
peak = 0.0


def scale(x):
    """The function as it was found: two globals are its hidden input and output."""
    global peak
    peak = jnp.maximum(peak, x.max())
    return gain * x


def pure_scale(x: jax.Array, gain: jax.Array, peak: jax.Array) -> tuple[jax.Array, jax.Array]:
    """Do what `scale` does, without globals.

    Args:
        x: a float32 vector without NaN.
        gain: what to multiply by, a float32 scalar.
        peak: the largest element of all earlier x, a float32 scalar.

    Returns:
        A tuple: gain * x, and the new peak, which takes this x into account.
        Both float32, of the shapes of x and of peak.

    The checker also compiles your function. One compiled program serves every gain.

    Example:
        x [1.0, 5.0], gain 3.0 and peak 4.0 give ([3.0, 15.0], 5.0).
    """
    raise NotImplementedError
