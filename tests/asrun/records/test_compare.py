"""The rule of equality, as it stands in one sentence, against a slow reading of that sentence."""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asrun.records import compare
from asrun.records.compare import difference, equal

pytestmark = pytest.mark.newest

EQUAL = [
    ("", ""),
    ("Array([1., 2.], dtype=float32)", "Array([1., 2.], dtype=float32)"),
    ("0.4887095", "0.4887096"),
    ("[0.1        0.33333334]", "[0.1        0.33333333]"),
    ("1.2345678e-05", "1.2345679e-05"),
    ("x=9.9999999", "x=10.0000000"),
    ("-0.50000004", "-0.50000003"),
    ("(1.2345678+2.3456789j)", "(1.2345678+2.3456788j)"),
    ("it is 3.1415926.", "it is 3.1415927."),
]
DIFFERENT = [
    # numbers that show too few digits for rounding
    ("0.123", "0.124"),
    ("3.25", "3.26"),
    ("2.", "3."),
    ("0.5", "0.6"),
    # off by more than one in the last digit
    ("1234567.19", "1234567.29"),
    ("16777216.5", "16777217.5"),
    ("0.1234567890123", "0.1234567890133"),
    # another form
    ("[1. 2.]", "[1.000 2.000]"),
    ("x 3.", "x 3.0"),
    ("0.48870957", "0.4887096"),
    ("1.2345678e-05", "1.2345678e-06"),
    ("1.2345678e-05", "1.2345678E-05"),
    # signs
    ("0.0", "-0.0"),
    ("0.0000000", "-0.0000000"),
    ("1.2345678", "-1.2345678"),
    ("+1.2345678", "1.2345678"),
    # whole numbers, versions, dates, hexadecimal numbers, words
    ("12", "13"),
    ("12345678", "12345679"),
    ("(8, 4)", "(8, 5)"),
    ("f32[8]", "f32[9]"),
    ("16777216.", "16777217."),
    ("1e10", "2e10"),
    ("0.11.2", "0.11.3"),
    ("1.1234567.2", "1.1234568.2"),
    ("v1.2345678", "v1.2345679"),
    ("2026-11-26", "2026-11-27"),
    ("0xdeadbee1", "0xdeadbee2"),
    ("nan", "1.0"),
    ("inf", "-inf"),
    # spaces and lines
    ("1.0  2.0", "1.0 2.0"),
    ("a ", "a"),
    ("one\ntwo", "two\none"),
    ("[9.9999999  1.]", "[10.0000000 1.]"),
    ("1.0 2.0", "1.0"),
]


@pytest.mark.parametrize("one, other", EQUAL)
def test_equal(one, other):
    assert equal(one, other)
    assert equal(other, one)


@pytest.mark.parametrize("one, other", DIFFERENT)
def test_different(one, other):
    assert not equal(one, other)
    assert not equal(other, one)
    assert difference(one, other), "a difference is never empty"


CLOSE = [
    ("100.0", "100.9", 0.01),
    ("0.00012", "0.000121", 0.01),
    ("[0.5  1.25]", "[0.501 1.251]", 0.01),
    ("1e-05", "1.001e-05", 0.01),
]
NOT_CLOSE = [
    ("100.0", "102.0", 0.01),
    ("0.0002", "-0.0007", 1e-3),
    ("0.0", "1e-9", 1e-3),
    ("-0.0", "0.0", 1e-3),
    ("12", "13", 0.5),
    ("[0.5\n1.25]", "[0.5 1.25]", 0.5),
    ("0.11.2", "0.11.3", 0.5),
    ("f(1.5)", "g(1.5)", 0.5),
]


@pytest.mark.parametrize("one, other, tolerance", CLOSE)
def test_a_tolerance_is_relative(one, other, tolerance):
    assert equal(one, other, tolerance)
    assert equal(other, one, tolerance)


@pytest.mark.parametrize("one, other, tolerance", NOT_CLOSE)
def test_a_tolerance_allows_nothing_else(one, other, tolerance):
    assert not equal(one, other, tolerance)
    assert not equal(other, one, tolerance)


@given(st.text())
def test_a_text_equals_itself(text):
    assert equal(text, text)
    assert equal(text, text, 0.1)


def by_the_sentence(one, other):
    """Read the sentence word by word, without a regular expression for numbers in a text.

    The same character by character, except that a number with a decimal point and at least seven
    significant digits may differ by one in its last digit.
    """
    if one == other:
        return True
    words = [re.split(r"([\s\[\](),=]+)", text) for text in (one, other)]
    if len(words[0]) != len(words[1]):
        return False
    return all(a == b or off_by_one(a, b) for a, b in zip(*words, strict=True))


def off_by_one(a, b):
    parts = [re.fullmatch(r"([-+]?)(\d*)[.](\d+)(e[-+]?\d+)?", word) for word in (a, b)]
    if not all(parts):
        return False
    (sign, whole, rest, exponent), (sign2, whole2, rest2, exponent2) = (p.groups() for p in parts)
    if (sign, len(rest), exponent) != (sign2, len(rest2), exponent2):
        return False
    digits, digits2 = int(whole + rest), int(whole2 + rest2)
    enough = all(len(str(n)) >= 7 for n in (digits, digits2))
    return enough and abs(digits - digits2) <= 1


pieces = st.one_of(
    st.sampled_from(["1.2345678", "-1.2345679", "1.2345677e-05", "0.11.2", "12", "[", "] ", "\n"]),
    st.floats(-1e4, 1e4, width=32).map(lambda x: f"{x:.7f}"),
    st.sampled_from([" ", "x=", "0x12ab34f", ", ", "0.0", "-0.0", "9.9999999", "2026-11-26"]),
)


@given(st.lists(pieces, max_size=6), st.data())
def test_it_is_what_the_sentence_says(some, data):
    other = [nudged(piece) if data.draw(st.booleans()) else piece for piece in some]
    one, two = " ".join(some), " ".join(other)
    assert equal(one, two) == by_the_sentence(one, two)


def nudged(piece):
    """The text with its last digit changed."""
    found = re.search(r"\d(?=\D*$)", piece)
    if not found:
        return piece + "."
    digit = (int(found[0]) + 1) % 10
    return f"{piece[: found.start()]}{digit}{piece[found.end() :]}"


@given(st.text("01 .-e[],x"), st.text("01 .-e[],x"))
def test_the_order_of_the_two_does_not_matter(one, other):
    assert equal(one, other) == equal(other, one)
    assert equal(one, other, 0.1) == equal(other, one, 0.1)


@given(st.text(), st.text())
def test_the_difference_of_different_texts_is_never_empty(one, other):
    assert bool(difference(one, other)) == (one != other)


def test_a_difference_is_small():
    old = "\n".join(f"line {i}" for i in range(100))
    assert difference(old, old.replace("line 50", "line fifty")) == (
        "@@ -50,3 +50,3 @@\n line 49\n-line 50\n+line fifty\n line 51"
    )


@pytest.mark.parametrize(
    "one, other", list(itertools.combinations(["a", "a ", "a\r", "a\xa0", "\\a"], 2))
)
def test_a_difference_shows_what_cannot_be_seen(one, other):
    shown = difference(one, other).splitlines()[1:]
    assert len({line[1:] for line in shown}) == 2


def test_the_rule_is_documented_as_it_is():
    (rule,) = re.findall(r"^RULE: (.*?)\.\n\n", compare.__doc__, re.DOTALL | re.MULTILINE)
    assert " ".join(rule.split()) == (
        "Two texts are equal if they are the same character by character, except that a number "
        "with a decimal point and at least seven significant digits may differ by one in its last "
        "digit"
    )
