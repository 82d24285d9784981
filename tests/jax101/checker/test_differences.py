"""What is seen from two arrays: the sentence fits the difference, and no other does."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as nps

from jax101.assertions import CheckFailed, differences, equal

pytestmark = pytest.mark.newest
X = np.array([[1.0, -2.0, 3.5], [4.0, 0.0, 6.25]], "float32")
SEEN = {
    "NaN in 1 of 6": np.where(X == 4, np.nan, X),
    "an infinity": np.where(X == 4, np.inf, X),
    "reversed along axis 1": X[:, ::-1],
    "moved by 1 along axis 1": np.roll(X, 1, axis=1),
    "in another order": np.sort(X, axis=None).reshape(2, 3),
    "All numbers are zero": np.zeros_like(X),
    "only where the result should be zero": np.where(X == 0, 1, X),
    "Only signs differ": abs(X),
    "3 times what it should be": 3 * X,
    "off by 0.5": X + 0.5,
    "digits are lost": X * np.float32(1.0001),
    "One number differs": np.where(X == 4, 9, X),
}


@pytest.mark.parametrize("words", SEEN)
def test_a_kind_of_difference_has_its_sentence(words):
    assert words in differences.of_numbers(SEEN[words].astype("float32"), X)


def test_a_square_that_is_transposed():
    square = np.arange(9.0, dtype="float32").reshape(3, 3)
    assert "transposed" in differences.of_numbers(square.T, square)


@pytest.mark.parametrize(
    ("got", "want", "words"),
    [
        ((2, 3), (3, 2), "another order"),
        ((2, 1), (2,), "too many"),
        ((2,), (2, 1), "too few"),
        ((3,), (2, 3), "missing"),
        ((4,), (5,), ""),
    ],
)
def test_shapes(got, want, words):
    seen = differences.of_shape(got, want)
    assert words in seen
    assert bool(seen) == bool(words)


@pytest.mark.parametrize(
    ("got", "want", "words"),
    [
        ("float32", "float16", "wider"),
        ("float16", "float32", "narrower"),
        ("int32", "float32", "rounded to integers"),
        ("float32", "int32", "became floats"),
        ("bool", "int32", "booleans"),
        ("uint32", "int32", ""),
    ],
)
def test_dtypes(got, want, words):
    seen = differences.of_dtype(got, want)
    assert words in seen
    assert bool(seen) == bool(words)


arrays = nps.arrays(
    st.sampled_from(["float32", "int32", "bool", "float16", "uint8", "complex64"]),
    nps.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4),
)


@given(arrays, st.data())
def test_it_never_fails_itself(want, data):
    """Whatever the numbers are: NaN, infinities, nothing at all."""
    got = data.draw(nps.arrays(want.dtype, want.shape))
    with np.errstate(all="ignore"):
        assert isinstance(differences.of_numbers(got, want), str)


def test_the_report_says_what_is_seen():
    import jax.numpy as jnp

    with pytest.raises(CheckFailed) as failed:
        equal(jnp.array([3.0, 2.0, 1.0]), np.array([1, 2, 3], "float32"))
    assert failed.value.why == "The numbers are right, and reversed along axis 0."
