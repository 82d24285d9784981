"""What numerics.md claims beyond its cells: promotion, overflow, NaNs."""

from __future__ import annotations

import warnings
from itertools import product

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

SOME = settings(max_examples=8)
INTEGERS = ["int8", "int16", "int32", "uint8", "uint16", "uint32"]
FLOATS = ["bfloat16", "float16", "float32"]
integers = st.sampled_from(INTEGERS)


def test_promotion_depends_on_neither_order_nor_grouping():
    dtypes = ["bool", *INTEGERS, *FLOATS, "complex64"]
    for first, second, third in product(dtypes, repeat=3):
        pair = jnp.promote_types(first, second)
        assert pair == jnp.promote_types(second, first)
        grouped = jnp.promote_types(first, jnp.promote_types(second, third))
        assert jnp.promote_types(pair, third) == grouped
    for number, real in product(["bool", *INTEGERS], FLOATS):
        assert (jnp.ones(2, number) * jnp.ones(2, real)).dtype == real


def test_python_numbers_take_the_width_of_the_array():
    for dtype, number in product(FLOATS, [True, 2, -300, 2.5, 1e9, float("inf")]):
        for array in (jnp.ones((), dtype), jnp.ones(2, dtype), jnp.ones(0, dtype)):
            for result in (array * number, number * array, jax.jit(jnp.add)(array, number)):
                assert result.dtype == dtype
    for dtype in INTEGERS:
        assert (jnp.ones(2, dtype) * 2.5).dtype == "float32"
        assert (jnp.ones(2, dtype) * 2).dtype == dtype


def test_an_array_without_a_dtype_is_weak():
    for number, dtype in product([2, 2.5], FLOATS):
        array = jnp.ones(2, dtype)
        assert (jnp.array(number) * array).dtype == dtype
        assert (jnp.array(number, "float32") * array).dtype == "float32"
        assert (jnp.full((2,), number) * array).dtype == dtype


@SOME
@given(st.lists(st.integers(-(2**63), 2**63 - 1), max_size=3), st.floats(-1e30, 1e30))
def test_numpy_arrays_of_64_bits_become_32_silently(numbers, real):
    whole, reals = np.array(numbers, "int64"), np.array([real])
    for take in (jnp.asarray, jax.device_put, jax.jit(lambda x: x)):
        with warnings.catch_warnings(action="error"):
            found, rounded = take(whole), take(reals)
        assert (found.dtype, rounded.dtype) == ("int32", "float32")
        np.testing.assert_array_equal(found, whole.astype("int32"))
        np.testing.assert_array_equal(rounded, reals.astype("float32"))


def test_floats_of_sixteen_bits():
    assert jnp.finfo("float16").max == 65504
    assert jnp.float16(65504) * 2 == jnp.inf
    assert jnp.float32(1e38).astype("bfloat16") < jnp.inf
    for dtype, bits in [("bfloat16", 8), ("float16", 11), ("float32", 24)]:
        below, limit = jnp.array(2 ** (bits - 1), dtype), jnp.array(2**bits, dtype)
        assert below + 1 != below
        assert limit + 1 == limit


@SOME
@given(integers, st.integers(-(2**31), 2**31 - 1))
def test_python_integers_wrap_to_the_dtype(dtype, number):
    found = jnp.ones((), dtype) + number
    assert found.dtype == dtype
    bits = np.iinfo(dtype).bits
    assert (int(found) - 1 - number) % 2**bits == 0
    wrapped = np.array(number).astype(dtype)
    assert bool(jnp.ones((), dtype) < number) == (int(wrapped) > 1)


@SOME
@given(integers, st.one_of(st.integers(2**31, 2**70), st.integers(-(2**70), -(2**31) - 1)))
def test_python_integers_beyond_int32_raise(dtype, number):
    with pytest.raises(OverflowError):
        jnp.ones((), dtype) + number


@pytest.mark.parametrize("dtype", ["int8", "int16", "int32", "uint8", "uint16", "uint32"])
def test_integers_wrap_at_their_ends(dtype):
    limits = np.iinfo(dtype)
    for add in (lambda x: x + 1, jax.jit(lambda x: x + 1)):
        assert add(jnp.array(limits.max, dtype)) == limits.min


@SOME
@given(st.lists(st.sampled_from([0.0, -0.0, 4.0, -9.0, 1e-30, 2.0]), min_size=1, max_size=6))
def test_a_safe_input_has_a_safe_gradient(values):
    energies = jnp.array(values, "float32")

    def trap(energy):
        return jnp.where(energy > 0, jnp.sqrt(energy), 0.0)

    def safe(energy):
        moving = energy > 0
        return jnp.where(moving, jnp.sqrt(jnp.where(moving, energy, 1.0)), 0.0)

    slopes = [jax.vmap(jax.grad(f))(energies) for f in (trap, safe)]
    assert jnp.isfinite(slopes[1]).all()
    np.testing.assert_array_equal(jnp.isfinite(slopes[0]), energies > 0)
    np.testing.assert_array_equal(slopes[1][energies > 0], slopes[0][energies > 0])
