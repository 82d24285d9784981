"""What the learner sees: one cause, expected against actual, why, where, which hint."""

from __future__ import annotations

import pytest

from jax101.checker.report import report
from jax101.checker.verdict import Check, Finding, Frame, Verdict
from jax101.exercises.catalogue import find

pytestmark = pytest.mark.newest

EXERCISE = find("jit_with_static_n")
CHECKS = (
    Check("test_a", "It adds.", "passed"),
    Check("test_b", "It compiles.", "failed"),
    Check("test_c", "It stays small.", "not run"),
)
FINDING = Finding(
    "wrong-result",
    "The result has dtype float32, not int32",
    given={"x": "int32[2] [1 2]"},
    expected="int32[2] [1 2]",
    actual="float32[2] [1. 2.]",
    why="Dtypes are kept.",
    see="jit#reuse-a-trace",
    hint=2,
    frames=(Frame(7, "jit_with_static_n", "return x * 1.0"),),
)
FAILED = Verdict("jit_with_static_n", "fail", FINDING, "test_b", CHECKS, seed=7)


def test_a_failure_in_full():
    assert (
        report(FAILED, EXERCISE)
        == """\
✗ jit_with_static_n: The result has dtype float32, not int32

  x         int32[2] [1 2]

  expected  int32[2] [1 2]
  actual    float32[2] [1. 2.]

  your line 7, in jit_with_static_n
      return x * 1.0

  Dtypes are kept.

  Read  jit.html#reuse-a-trace
  Next  jax101 hint jit_with_static_n 2

  ✓ It adds.
  ✗ It compiles.
  · It stays small.
  1 of 3 checks passed, 1 not run (seed 7)
"""
    )


def test_the_next_hint_is_one_that_was_not_read():
    assert "hint jit_with_static_n 3" in report(FAILED, EXERCISE, hints_read=2)
    assert "hint jit_with_static_n 3" in report(FAILED, EXERCISE, hints_read=3)


def test_a_pass_names_every_check():
    passed = tuple(Check(c.name, c.title, "passed") for c in CHECKS)
    text = report(Verdict("x", "pass", None, None, passed), EXERCISE)
    assert text.startswith("✓ x: all 3 checks passed\n")
    assert text.count("✓") == 4


def test_printed_lines_are_few():
    verdict = Verdict("x", "fail", FINDING, "test_b", CHECKS, output="line\n" * 50)
    text = report(verdict, EXERCISE)
    assert "  | line\n" in text
    assert "42 more lines" in text


def test_a_verdict_survives_json():
    assert Verdict.from_json(FAILED.as_dict()) == FAILED
