"""Equal, up to the precision shown."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asrun.records.compare import difference, equal

EQUAL = [
    ("", ""),
    ("Array([1., 2.], dtype=float32)", "Array([1., 2.], dtype=float32)"),
    ("0.48870957", "0.4887096"),
    ("[0.1        0.33333334]", "[0.1       0.3333333]"),
    ("1.2345678e-05", "1.2345679e-05"),
    ("loss 0.30000001192092896", "loss 0.3000000119209"),
    ("x 3.", "x 3.0"),
    ("-0.5", "-0.50000004"),
]
DIFFERENT = [
    ("3.25", "3.26"),
    ("0.48870957", "0.48872"),
    ("12", "13"),
    ("(8, 4)", "(8, 5)"),
    ("f32[8]", "f32[9]"),
    ("16777216.", "16777217."),
    ("16777216.0", "16777217."),
    ("1.0", "1"),
    ("a 1.0", "b 1.0"),
    ("1.0 2.0", "1.0"),
    ("1.5", "-1.5"),
    ("nan", "1.0"),
    ("1.0  2.0", "1.0 2.0"),
    ("v1.0.2", "v1.0.3"),
    ("0.1234567890123", "0.1234567890133"),
    ("one\ntwo", "two\none"),
]


@pytest.mark.parametrize("one, other", EQUAL)
def test_equal(one, other):
    assert equal(one, other)
    assert equal(other, one)


@pytest.mark.parametrize("one, other", DIFFERENT)
def test_different(one, other):
    assert not equal(one, other)
    assert not equal(other, one)


def test_a_tolerance_is_relative_and_bounds_small_numbers_absolutely():
    assert equal("100.0", "100.9", 0.01)
    assert not equal("100.0", "102.0", 0.01)
    assert equal("0.001", "0.009", 0.01)
    assert not equal("0.001", "0.012", 0.01)
    assert not equal("12", "13", 0.5), "whole numbers are counts"


@given(st.text())
def test_every_text_equals_itself(text):
    assert equal(text, text)


numbers = st.floats(-1e6, 1e6, width=32).map(lambda x: f"{x:.8g}").filter(lambda s: "." in s)


@given(st.lists(numbers, min_size=1), st.data())
def test_a_number_that_is_off_by_a_thousandth_is_seen(some, data):
    at = data.draw(st.integers(0, len(some) - 1))
    other = list(some)
    number = float(some[at])
    other[at] = f"{number * 1.001 + math.copysign(0.001, number):.8g}"  # away from nought
    assert equal(" ".join(some), " ".join(other)) == (some == other)


@given(st.text("01 .-e[],x"), st.text("01 .-e[],x"))
def test_the_order_of_the_two_does_not_matter(one, other):
    assert equal(one, other) == equal(other, one)


def test_a_difference_is_small():
    old = "\n".join(f"line {i}" for i in range(100))
    assert difference(old, old.replace("line 50", "line fifty")) == (
        "@@ -50,3 +50,3 @@\n line 49\n-line 50\n+line fifty\n line 51"
    )
