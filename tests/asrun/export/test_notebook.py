"""Notebooks of pages: no heading is left over where a directive stood."""

from __future__ import annotations

import pytest
from nbformat import v4

from asrun.export.notebook import _drop_empty_sections, plain_markdown

pytestmark = pytest.mark.newest

CASES = {
    "text stays": (["# T\n\ntext"], ["# T\n\ntext"]),
    "a heading before code stays": (["## A", 1], ["## A", 1]),
    "the last one goes": (["text\n\n## A"], ["text"]),
    "one of two goes": (["## A\n\n## B\n\ntext"], ["## B\n\ntext"]),
    "a heading with a section below stays": (["## A\n\n### B\n\ntext"], ["## A\n\n### B\n\ntext"]),
    "both go": (["text\n\n## A\n\n### B\n\n## C"], ["text"]),
    "the one before code stays alone": (["## A\n\n## B", 1], ["## B", 1]),
    "a cell of nothing goes": ([1, "## A\n\n## B"], [1]),
    "a section below what goes": (["## A\n\n### B\n\n## C\n\ntext"], ["## C\n\ntext"]),
    "a # in code is no heading": (["text\n\n```\n## A\n```"], ["text\n\n```\n## A\n```"]),
}


@pytest.mark.parametrize("case", CASES)
def test_empty_sections_are_left_out(case):
    before, after = CASES[case]
    cells = [
        v4.new_markdown_cell(c) if isinstance(c, str) else v4.new_code_cell("1") for c in before
    ]
    _drop_empty_sections(cells)
    assert [c.source if c.cell_type == "markdown" else 1 for c in cells] == after


def test_directives_and_roles_become_plain():
    text = "## A\n\n```{exercises} jit\n```\n\nsee {py:obj}`~jax.jit` and {out}`3`"
    assert plain_markdown(text) == "## A\n\nsee `jax.jit` and `3`"
