# rejected by: test_gradient_of_small_vectors
"""“The value is exact, an epsilon in the slope is harmless.” A small vector loses its slope."""

import jax
import jax.numpy as jnp


@jax.custom_jvp
def safe_norm(x):
    return jnp.linalg.norm(x, axis=-1)


@safe_norm.defjvp
def rule(primals, tangents):
    (x,), (x_dot,) = primals, tangents
    size = safe_norm(x)
    return size, jnp.sum(x * x_dot, axis=-1) / (size + jnp.finfo(x.dtype).eps)
