"""What vmap.md claims beyond its cells: batch axes, order, branches."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

SOME = settings(max_examples=8)
sizes = st.integers(1, 4)


def numbers(*shape, seed=0):
    return jax.random.normal(jax.random.key(seed), shape)


def mixed(x, y):
    """A function of a matrix and a vector with several operations in it."""
    return jnp.sin(x @ y).cumsum(), (x * y).max(axis=1), y.sum()


@SOME
@given(sizes, sizes, sizes, st.integers(0, 2), st.integers(-1, 0))
def test_every_batch_axis_gives_the_stack_of_single_calls(batch, rows, columns, x_axis, out):
    x, y = numbers(batch, rows, columns), numbers(batch, columns, seed=1)
    moved = jnp.moveaxis(x, 0, x_axis)
    found = jax.vmap(mixed, in_axes=(x_axis, 0), out_axes=out)(moved, y)
    singles = [mixed(x[i], y[i]) for i in range(batch)]
    for got, *parts in zip(found, *singles, strict=True):
        np.testing.assert_allclose(got, jnp.stack(parts, axis=out), rtol=1e-5, atol=1e-5)


@SOME
@given(sizes, sizes)
def test_the_function_runs_once_and_sees_no_batch(batch, width):
    seen = []

    def double(x):
        seen.append(x.shape)
        return 2 * x

    jax.vmap(double)(jnp.ones((batch, width)))
    assert seen == [(width,)]


@SOME
@given(sizes, sizes)
def test_unequal_batch_sizes_raise(one, two):
    call = jax.vmap(lambda x, y: x + y)
    if one != two:
        with pytest.raises(ValueError, match="inconsistent sizes"):
            call(jnp.ones(one), jnp.ones(two))
    else:
        assert call(jnp.ones(one), jnp.ones(two)).shape == (one,)


@SOME
@given(sizes, sizes, sizes)
def test_jit_and_vmap_in_either_order(batch, rows, columns):
    x, y = numbers(batch, rows, columns), numbers(batch, columns, seed=1)
    one, other = jax.jit(jax.vmap(mixed))(x, y), jax.vmap(jax.jit(mixed))(x, y)
    for left, right in zip(one, other, strict=True):
        np.testing.assert_allclose(left, right, rtol=1e-5, atol=1e-5)


@SOME
@given(sizes, sizes)
def test_the_outer_vmap_makes_the_leading_axis(m, n):
    a, b = numbers(m), numbers(n, seed=1)

    def subtract(x, y):
        return x - y

    table = jax.vmap(jax.vmap(subtract, (None, 0)), (0, None))(a, b)
    exchanged = jax.vmap(jax.vmap(subtract, (0, None)), (None, 0))(a, b)
    np.testing.assert_array_equal(table, np.subtract.outer(np.asarray(a), np.asarray(b)))
    np.testing.assert_array_equal(exchanged, table.T)


@SOME
@given(sizes, sizes)
def test_the_gradient_of_the_mean_is_the_mean_of_the_gradients(batch, width):
    w, xs, ys = numbers(width), numbers(batch, width, seed=1), numbers(batch, seed=2)

    def loss(w, x, y):
        return (w @ x - y) ** 2

    each = jax.vmap(jax.grad(loss), (None, 0, 0))(w, xs, ys)
    mean = jax.grad(lambda w: jax.vmap(loss, (None, 0, 0))(w, xs, ys).mean())(w)
    assert each.shape == (batch, width)
    np.testing.assert_allclose(each.mean(axis=0), mean, rtol=1e-4, atol=1e-5)


BRANCHES = {
    "root": (jnp.sqrt, lambda x: 2 * x),
    "log": (jnp.log, lambda x: x**2),
    "quotient": (lambda x: 1 / x, jnp.cos),
}


@SOME
@given(st.sampled_from(sorted(BRANCHES)), st.lists(st.booleans(), min_size=1, max_size=5))
def test_the_branch_not_taken_has_no_part_in_the_gradient(name, predicates):
    """Also where its slope is not finite, and in either order of vmap and grad."""
    taken, other = BRANCHES[name]
    chosen = jnp.array(predicates)
    x = jnp.where(chosen, 4.0, 0.0)  # 0 is where the other branch's slope is infinite

    def choose(use, x):
        return jax.lax.cond(use, taken, other, x)

    jaxpr = str(jax.make_jaxpr(jax.vmap(choose))(chosen, x))
    assert "select_n" in jaxpr and "cond" not in jaxpr
    slope = jax.vmap(jax.grad(choose, 1))(chosen, x)
    whole = jax.grad(lambda x: jax.vmap(choose)(chosen, x).sum())(x)
    want = [jax.grad(taken if use else other)(v) for use, v in zip(predicates, x, strict=True)]
    np.testing.assert_allclose(slope, want, rtol=1e-6)
    np.testing.assert_allclose(whole, want, rtol=1e-6)
    for use in (True, False):
        shared = jax.vmap(choose, (None, 0))
        assert "cond" in str(jax.make_jaxpr(shared)(use, x))
