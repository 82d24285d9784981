# rejected by: test_gradient
"""“A rule is a rule.” Clipping a tangent is not linear, so it cannot be turned round."""

from functools import partial

import jax
import jax.numpy as jnp


@partial(jax.custom_jvp, nondiff_argnums=(1,))
def clip_cotangent(x, limit):
    return x


@clip_cotangent.defjvp
def rule(limit, primals, tangents):
    return primals[0], jnp.clip(tangents[0], -limit, limit)
