"""What custom-derivatives.md claims beyond its cells."""

from __future__ import annotations

from functools import partial

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

SOME = settings(max_examples=8)
floats = st.floats(-50, 50, width=32)


@jax.custom_jvp
def softplus(x):
    return jnp.where(x > 30.0, x, jnp.log1p(jnp.exp(jnp.minimum(x, 30.0))))


@softplus.defjvp
def softplus_jvp(primals, tangents):
    (x,), (x_dot,) = primals, tangents
    return softplus(x), jax.nn.sigmoid(x) * x_dot


@SOME
@given(floats)
def test_the_rule_agrees_with_differences(x):
    with jax.enable_x64(True):
        x, step = jnp.float64(x), 1e-6
        slope = (softplus(x + step) - softplus(x - step)) / (2 * step)
        np.testing.assert_allclose(jax.grad(softplus)(x), slope, rtol=1e-4, atol=1e-7)


@SOME
@given(floats, floats)
def test_one_rule_serves_both_modes(x, tangent):
    forward = jax.jvp(softplus, (x,), (tangent,))[1]
    np.testing.assert_allclose(forward, jax.grad(softplus)(x) * tangent, rtol=1e-5, atol=1e-6)
    logistic = jax.nn.sigmoid(x)
    second = jax.grad(jax.grad(softplus))(x)
    np.testing.assert_allclose(second, logistic * (1 - logistic), rtol=1e-4, atol=1e-6)


@partial(jax.custom_vjp, nondiff_argnums=(0,))
def clip_gradient(limit, x):
    return x


clip_gradient.defvjp(
    lambda _, x: (x, None),
    lambda limit, _, cotangent: (jnp.clip(cotangent, -limit, limit),),
)


@SOME
@given(st.lists(floats, min_size=1, max_size=4), st.floats(0, 10, width=32))
def test_the_cotangent_is_clipped_and_the_value_is_not(weights, limit):
    weights = jnp.array(weights, "float32")
    x = jnp.arange(1.0, len(weights) + 1)
    value, gradient = jax.value_and_grad(lambda x: (clip_gradient(limit, x) * weights).sum())(x)
    np.testing.assert_allclose(value, (x * weights).sum(), rtol=1e-5, atol=1e-4)
    np.testing.assert_array_equal(gradient, jnp.clip(weights, -limit, limit))


@pytest.mark.parametrize("policy", [None, "dots_saveable", "everything_saveable"])
@pytest.mark.parametrize("compiled", [False, True])
def test_checkpoint_changes_no_gradient(policy, compiled):
    chosen = policy and getattr(jax.checkpoint_policies, policy)

    def dense(weights, x):
        return jnp.sin(jnp.sin(x @ weights)).sum()

    weights = jax.random.normal(jax.random.key(0), (4, 4))
    plain = jax.grad(dense)
    saving = jax.grad(jax.checkpoint(dense, policy=chosen))
    if compiled:
        plain, saving = jax.jit(plain), jax.jit(saving)
    np.testing.assert_allclose(
        plain(weights, jnp.arange(4.0)), saving(weights, jnp.arange(4.0)), rtol=1e-5
    )


@pytest.mark.parametrize("mode", [jax.jacfwd, lambda f: lambda x: jax.jvp(f, (x,), (x,))])
def test_forward_mode_over_custom_vjp_raises(mode):
    with pytest.raises(TypeError, match="forward-mode"):
        mode(partial(clip_gradient, 1.0))(1.0)
