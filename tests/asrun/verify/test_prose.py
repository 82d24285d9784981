"""Prose that repeats an output."""

from __future__ import annotations

import pytest

from asrun.verify.prose import CodeCell, check_text

pytestmark = pytest.mark.newest

ABOVE = CodeCell("loop", "x = 3", "stdout\n41 equations of 2.50 kB\nf32[8,4]")


@pytest.mark.parametrize(
    "text",
    [
        "There are {out}`41` equations.",
        "It has {out}`41 equations` and {out}`f32[8,4] <loop>`.",
        "The input is 3, and 410 or 1.41 or 5 are other numbers.",
        "In 41-bit, v41 and `x = 3`.",
        "[link](page41.html) <https://x.org/41> {ref}`41`",
        "```\n41\n```",
        "(place-41)=\n",
    ],
)
def test_prose_that_is_fine(text):
    assert list(check_text(text, [ABOVE], [ABOVE])) == []


@pytest.mark.parametrize(
    "text, line, message",
    [
        ("One.\nThere are 41 of them.", 1, "41 repeats the output"),
        ("The size is 2.50 kB.", 0, "2.50 repeats the output"),
        ("The type is `f32[8,4]`.", 0, "`f32[8,4]` repeats the output"),
        ("\nIt is {out}`5`.", 1, "prose quotes `5`, which is not in the output of the cell above"),
        ("It is {out}`2.5`.", 0, "which is not in the output"),
        ("It is {out}`41 <pool>`.", 0, "no cell has ':label: pool'"),
    ],
)
def test_prose_that_is_not(text, line, message):
    ((place, said),) = check_text(text, [ABOVE], [ABOVE])
    assert place == line
    assert message in said


def test_prose_above_all_code():
    ((_, said),) = check_text("It is {out}`1`.", [], [ABOVE])
    assert "no code cell stands above" in said
    assert list(check_text("There are 41.", [], [ABOVE])) == []
