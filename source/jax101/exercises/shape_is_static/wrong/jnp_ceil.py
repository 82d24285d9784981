# rejected by: test_compiles
"""“jnp.ceil rounds up.” Under jit its result is a tracer, and the gap is not known while tracing."""

import jax.numpy as jnp


def shape_is_static(x):
    rows = int(jnp.ceil(x.size / 8))
    gap = rows * 8 - x.size
    return jnp.pad(x.ravel(), (0, gap), constant_values=x.mean()).reshape(rows, 8)
