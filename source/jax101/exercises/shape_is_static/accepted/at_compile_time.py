import jax
import jax.numpy as jnp


def shape_is_static(x):
    with jax.ensure_compile_time_eval():
        rows = int(jnp.ceil(x.size / 8))
    flat = jnp.full(rows * 8, x.mean(), dtype=x.dtype)
    return flat.at[: x.size].set(x.ravel()).reshape(rows, 8)
