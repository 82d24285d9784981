"""What debugging.md claims beyond its cells."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jax.experimental import checkify

SOME = settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
numbers = st.lists(st.integers(-1000, 1000), min_size=1, max_size=5)


@SOME
@given(numbers)
def test_debug_print_shows_the_values_of_each_call(capfd, values):
    capfd.readouterr()
    shown = jax.jit(lambda x: jax.debug.print("value {}", x))
    for value in values:
        shown(value)
        jax.effects_barrier()
    assert capfd.readouterr().out.split() == [w for v in values for w in ("value", str(v))]


@SOME
@given(numbers)
def test_ordered_prints_keep_their_order(capfd, values):
    capfd.readouterr()

    def step(carry, x):
        jax.debug.print("{}", x, ordered=True)
        return carry + x, None

    jax.block_until_ready(jax.jit(lambda xs: jax.lax.scan(step, 0, xs))(jnp.array(values)))
    jax.effects_barrier()
    assert [int(word) for word in capfd.readouterr().out.split()] == values


@SOME
@given(st.integers(1, 5), st.integers(1, 5), st.sampled_from(["float32", "bfloat16", "int32"]))
def test_eval_shape_is_the_shape_of_the_result(rows, columns, dtype):
    def function(x):
        return {"sum": x.sum(axis=0), "outer": jnp.outer(x, x), "cast": x.astype("float16")}

    x = jnp.ones((rows, columns), dtype)
    expected = jax.tree.map(lambda leaf: (leaf.shape, leaf.dtype), function(x))
    found = jax.tree.map(lambda leaf: (leaf.shape, leaf.dtype), jax.eval_shape(function, x))
    assert found == expected


@SOME
@given(st.integers(-5, 5))
def test_checkify_says_what_a_check_says(value):
    @jax.jit
    def function(x):
        checkify.check(x >= 0, "x is {x}", x=x)
        return x + 1

    error, result = checkify.checkify(function)(value)
    assert (error.get() is None) == (value >= 0)
    assert f"x is {value}" in str(error.get()) or value >= 0
    assert result == value + 1


@SOME
@given(st.integers(-8, 8), st.integers(1, 4))
def test_index_checks_find_what_is_out_of_bounds(place, length):
    checked = checkify.checkify(jax.jit(lambda x, i: x[i]), errors=checkify.index_checks)
    error, _ = checked(jnp.arange(length), place)
    assert (error.get() is None) == (-length <= place < length)


@SOME
@given(numbers)
def test_disable_jit_changes_no_value(values):
    def function(x):
        return jnp.where(x > 0, jnp.cumsum(x), -x).sum()

    x = jnp.array(values)
    compiled = jax.jit(function)(x)
    with jax.disable_jit():
        np.testing.assert_array_equal(compiled, jax.jit(function)(x))
