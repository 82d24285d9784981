"""What gpu.md claims beyond its cells: copies, waiting, rounding, memory."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

SOME = settings(max_examples=12)
sizes = st.integers(1, 40)
dtypes = st.sampled_from(["float32", "bfloat16", "int32", "bool", "complex64"])


def as_tf32(v):
    return jax.lax.reduce_precision(v, exponent_bits=8, mantissa_bits=10)


@SOME
@given(sizes, st.sampled_from(["float32", "int32", "bool"]))
def test_a_guard_stops_each_numpy_argument_and_device_put_passes(size, dtype):
    function = jax.jit(lambda v: v[::-1])
    given_by_numpy = np.ones(size, dtype)
    function(given_by_numpy)  # compiled
    with jax.transfer_guard("disallow"):
        with pytest.raises(RuntimeError, match="Disallowed host-to-device"):
            function(given_by_numpy)
        result = function(function(jax.device_put(given_by_numpy)))
    np.testing.assert_array_equal(result, given_by_numpy)


@SOME
@given(st.integers(1, 300), st.integers(1, 5))
def test_after_the_wait_every_result_is_ready(size, times):
    product = jax.jit(lambda m: m @ m / size)
    results = [product(jnp.ones((size, size)) + number) for number in range(times)]
    jax.block_until_ready(results)
    assert all(result.is_ready() for result in results)


@SOME
@given(sizes, sizes, sizes, st.integers(0, 99), st.sampled_from([1e-3, 1.0, 1e3]))
def test_a_product_in_tf32_is_off_by_little_of_its_terms(rows, inner, columns, seed, scale):
    random = np.random.default_rng(seed)
    left = (scale * random.normal(size=(rows, inner))).astype("float32")
    right = random.normal(size=(inner, columns)).astype("float32")
    rounded = np.asarray(as_tf32(left))
    assert (np.abs(rounded - left) <= np.abs(left) * 2.0**-11).all()
    exact = left.astype(np.float64) @ right
    found = jnp.matmul(rounded, as_tf32(right), precision="highest")
    assert (np.abs(found - exact) <= 0.001 * (np.abs(left) @ np.abs(right))).all()


@SOME
@given(st.sampled_from(["highest", "high", "default"]), sizes)
def test_the_block_asks_for_each_product_and_the_argument_for_one(precision, size):
    def asked(function):
        equations = jax.make_jaxpr(function)(jnp.ones((size, size)), jnp.ones((size, size))).eqns
        return [e.params["precision"] for e in equations if e.primitive.name == "dot_general"]

    wanted = (jax.lax.Precision(precision),) * 2

    def two(a, b):
        return jnp.dot(jnp.dot(a, b), b)

    assert asked(two) == [None, None]
    assert asked(lambda a, b: jnp.dot(jnp.dot(a, b, precision=precision), b)) == [wanted, None]
    with jax.default_matmul_precision(precision):
        assert asked(two) == [wanted, wanted]


@SOME
@given(*[st.floats(-1000, 1000, width=32)] * 3)
def test_a_sum_rounded_once_is_off_by_no_more_than_one_rounded_twice(a, b, c):
    factor, other, offset = np.float32(a), np.float32(b), np.float32(c)
    exact = float(factor) * float(other) + float(offset)
    twice = float(factor * other + offset)
    assert abs(float(np.float32(exact)) - exact) <= abs(twice - exact)


@SOME
@given(st.lists(st.integers(0, 30), max_size=3), dtypes)
def test_delete_frees_arrays_of_each_size_and_dtype(shape, dtype):
    array = jnp.zeros(shape, dtype)
    array.delete()
    assert array.is_deleted()
    with pytest.raises(RuntimeError, match="deleted"):
        np.asarray(array)
