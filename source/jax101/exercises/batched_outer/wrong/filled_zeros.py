# rejected by: test_dtype
"""“Make the result, then fill it in.” jnp.zeros is float32, and stays so."""

import jax
import jax.numpy as jnp


def batched_outer(xs, ys):
    (a, n), b = xs.shape, ys.shape[1]

    def fill(i, result):
        return result.at[:, :, i].set(jnp.outer(xs[:, i], ys[i]))

    return jax.lax.fori_loop(0, n, fill, jnp.zeros((a, b, n)))
