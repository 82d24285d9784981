"""What autodiff.md claims beyond its cells: derivatives agree with each other and with differences."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

SOME = settings(max_examples=8)
FUNCTIONS = {
    "sin": lambda x: jnp.sin(x).sum(),
    "product": lambda x: jnp.prod(1.5 + jnp.tanh(x)),
    "logsumexp": jax.nn.logsumexp,
    "loop": lambda x: jax.lax.fori_loop(0, 3, lambda _, v: jnp.cos(v) * x, x).sum(),
    "cond": lambda x: jax.lax.cond(x[0] > 0, jnp.sin, jnp.exp, x).sum(),
}
names = st.sampled_from(sorted(FUNCTIONS))
points = st.lists(st.floats(0.125, 2.0), min_size=1, max_size=4).map(np.array)
points = points.map(lambda p: p * np.where(np.arange(len(p)) % 2, -1, 1))


@SOME
@given(names, points)
def test_grad_agrees_with_finite_differences(name, point):
    function = FUNCTIONS[name]
    with jax.enable_x64(True):
        x, step = jnp.asarray(point), 1e-6
        found = jax.grad(function)(x)
        for i in range(x.size):
            bump = jnp.zeros_like(x).at[i].set(step)
            slope = (function(x + bump) - function(x - bump)) / (2 * step)
            np.testing.assert_allclose(found[i], slope, rtol=1e-5, atol=1e-6)


def outputs(x):
    return jnp.concatenate([jnp.sin(x) * x[0], jnp.cumsum(x) ** 2, x[:1]])


@SOME
@given(points)
def test_forward_and_reverse_give_one_jacobian(point):
    x = jnp.asarray(point, "float32")
    forward, reverse = jax.jacfwd(outputs)(x), jax.jacrev(outputs)(x)
    assert forward.shape == reverse.shape == (2 * x.size + 1, x.size)
    np.testing.assert_allclose(forward, reverse, rtol=1e-5, atol=1e-6)


@SOME
@given(points, st.integers(0, 100))
def test_products_agree_with_the_jacobian(point, seed):
    x = jnp.asarray(point, "float32")
    jacobian = jax.jacfwd(outputs)(x)
    one, two = jax.random.split(jax.random.key(seed))
    tangent, cotangent = jax.random.normal(one, x.size), jax.random.normal(two, 2 * x.size + 1)
    _, pushed = jax.jvp(outputs, (x,), (tangent,))
    np.testing.assert_allclose(pushed, jacobian @ tangent, rtol=1e-4, atol=1e-5)
    (pulled,) = jax.vjp(outputs, x)[1](cotangent)
    np.testing.assert_allclose(pulled, cotangent @ jacobian, rtol=1e-4, atol=1e-5)


@SOME
@given(names, points)
def test_a_hessian_vector_product_agrees_with_the_hessian(name, point):
    function, x = FUNCTIONS[name], jnp.asarray(point, "float32")
    v = jnp.arange(1.0, x.size + 1)
    found = jax.jvp(jax.grad(function), (x,), (v,))[1]
    np.testing.assert_allclose(found, jax.hessian(function)(x) @ v, rtol=1e-3, atol=1e-3)


@SOME
@given(names, points)
def test_stop_gradient_keeps_the_value(name, point):
    function, x = FUNCTIONS[name], jnp.asarray(point, "float32")
    stopped = lambda x: function(jax.lax.stop_gradient(x))  # noqa: E731
    assert stopped(x) == function(x)
    assert not jax.grad(stopped)(x).any()


@pytest.mark.parametrize("tree", [{"a": [1.0, (2.0,)]}, (1.0,), [{"b": None, "c": 3.0}], 4.0])
def test_the_gradient_of_a_pytree_has_its_structure(tree):
    gradient = jax.grad(lambda t: sum(leaf**2 for leaf in jax.tree.leaves(t)))(tree)
    assert jax.tree.structure(gradient) == jax.tree.structure(tree)
    assert jax.tree.leaves(gradient) == [2 * leaf for leaf in jax.tree.leaves(tree)]


@pytest.mark.parametrize("dtype", ["int32", "int8", "uint8", "bool"])
def test_integers_raise(dtype):
    with pytest.raises(TypeError, match="grad requires real- or complex-valued inputs"):
        jax.grad(lambda n: 2.0 * n)(jnp.ones((), dtype))
