"""Inputs of checks: distinct numbers, and those at which answers go wrong."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jax101.checker.inputs import UNUSUAL, Draw

seeds = st.integers(0, 2**31)
sizes = st.lists(st.integers(1, 5), min_size=1, max_size=3)


@given(seeds, sizes, st.sampled_from(["float32", "float16", "int32", "int8"]))
def test_numbers_are_distinct_and_repeat_for_one_seed(seed, shape, dtype):
    one, two = (Draw(seed, "test").numbers(*shape, dtype=dtype) for _ in range(2))
    assert one.dtype == dtype
    assert one.shape == tuple(shape)
    assert (one == two).all()
    if dtype != "int8":
        assert len(set(one.ravel().tolist())) == one.size


HOLDS = {
    "zeros": lambda x: (x == 0).all(),
    "signed zeros": lambda x: np.signbit(x[x == 0]).any(),
    "one value": lambda x: (x == x.flat[0]).all(),
    "ties": lambda x: len(set(x.ravel().tolist())) < x.size,
    "negatives": lambda x: (x < 0).all(),
    "tiny": lambda x: ((x != 0) & (abs(x) < 1e-3)).all(),
    "huge": lambda x: np.isfinite(x).all() and (abs(x) > 1e4).all(),
    "infinities": lambda x: {np.inf, -np.inf} <= set(x.ravel().tolist()),
}


@given(seeds, st.sampled_from(sorted(HOLDS)), st.sampled_from(["float32", "float16"]))
def test_floats_are_as_their_kind_says(seed, kind, dtype):
    x = Draw(seed, "test").unusual(kind, 3, 4, dtype=dtype)
    assert (x.shape, str(x.dtype)) == ((3, 4), dtype)
    assert HOLDS[kind](x)


def test_integers_that_float32_cannot_hold():
    x = Draw(0, "test").unusual("exact", 6, dtype="int32")
    assert (x.astype("float32").astype("int32") != x).all()
    assert set(Draw(0, "t").unusual("extremes", 4, dtype="int8")) == {-128, 127}


def test_bfloat16_has_them_too():
    for kind in UNUSUAL:
        if kind != "exact":
            assert Draw(0, "t").unusual(kind, 4, dtype=jnp.bfloat16).dtype == jnp.bfloat16


@pytest.mark.parametrize(
    "kind, dtype", [("exact", "float32"), ("negatives", "uint8"), ("odd", "int32")]
)
def test_what_there_is_not_is_an_error(kind, dtype):
    with pytest.raises(ValueError, match=f"no numbers of kind '{kind}' and dtype {dtype}"):
        Draw(0, "t").unusual(kind, 3, dtype=dtype)
