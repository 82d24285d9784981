"""Edits to the text of a page: options of its cells, and nothing else."""

from __future__ import annotations

import pytest

from asrun.adopt.edits import Edit, apply

pytestmark = pytest.mark.newest

CASES = {
    "no options": ("```{code-cell}\n1\n```\n", "```{code-cell}\n:stderr:\n1\n```\n"),
    "options with colons": (
        "~~~{code-cell} python\n:tags: [a]\n1\n~~~\n",
        "~~~{code-cell} python\n:stderr:\n:tags: [a]\n1\n~~~\n",
    ),
    "options as YAML": (
        ":::{code-cell}\n---\ntags: [a]\n---\n1\n:::\n",
        ":::{code-cell}\n---\nstderr:\ntags: [a]\n---\n1\n:::\n",
    ),
    "indented, CRLF": (
        "- x\r\n  ````{code-cell}\r\n  1\r\n  ````\r\n",
        "- x\r\n  ````{code-cell}\r\n  :stderr:\r\n  1\r\n  ````\r\n",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_only_the_option_is_added(case: str) -> None:
    old, new = CASES[case]
    line = next(i for i, text in enumerate(old.splitlines(), 1) if "code-cell" in text)
    assert apply(old, [Edit(line, "stderr", "", "")]) == new


def test_lines_are_those_of_the_old_text_and_values_are_quoted() -> None:
    old = "```{code-cell}\n1\n```\n\n```{code-cell}\n2\n```\n"
    edits = [Edit(1, "raises", "KeyError", ""), Edit(1, "warns", "a: b's", ""), Edit(5, "", "", "")]
    assert apply(old, edits) == (
        "```{code-cell}\n:raises: KeyError\n:warns: 'a: b''s'\n1\n```\n\n"
        "```{code-block} python\n2\n```\n"
    )


def test_a_line_without_a_cell_is_refused() -> None:
    with pytest.raises(ValueError, match="no code cell begins in line 2"):
        apply("```{code-cell}\n1\n```\n", [Edit(2, "stderr", "", "")])


def test_a_form_feed_or_a_line_separator_begins_no_line() -> None:
    old = "a\fb\u2028c\n```{code-cell}\n1\n```"
    assert (
        apply(old, [Edit(2, "stderr", "", "")]) == "a\fb\u2028c\n```{code-cell}\n:stderr:\n1\n```"
    )


TAGS: dict[str, str | None] = {
    ":tags: [raises-exception]": None,
    ":tags: [raises-exception]\n:x: 1": ":x: 1",
    "---\ntags: [raises-exception]\n---": None,
    "---\ntags:\n- raises-exception\nx: 1\n---": "---\nx: 1\n---",
    ":tags: [a, raises-exception]": ":tags: [a]",
    ":tags: [raises-exception, a]": ":tags: [a]",
    ":tags: [a, raises-exception, b]": ":tags: [a, b]",
    ":tags: ['raises-exception']": None,
    "---\nx: 1\ntags:\n  - a\n  - raises-exception\n---": "---\nx: 1\ntags:\n  - a\n---",
    '---\ntags: ["raises-exception", b]\n---': "---\ntags: [b]\n---",
    ":tags: [not-raises-exception, raises-exception]": ":tags: [not-raises-exception]",
}


@pytest.mark.parametrize("old", TAGS)
def test_a_tag_goes_and_the_others_stay(old: str) -> None:
    def page(options: str | None) -> str:
        given = "" if options is None else f"{options}\n"
        return f"```{{code-cell}}\n{given}print('raises-exception')\n```\n"

    edit = Edit(1, "tags", "raises-exception", "")
    assert apply(page(old), [edit]) == page(TAGS[old])


def test_a_tag_that_is_not_there_is_an_error() -> None:
    with pytest.raises(ValueError, match="has no tag a"):
        apply("```{code-cell}\n:tags: [b]\n[a, b]\n```\n", [Edit(1, "tags", "a", "")])


@pytest.mark.parametrize("options", ["", ":tags: [a]\n:x: 1\n", "---\ntags: [a]\n---\n"])
def test_a_cell_that_is_only_shown_loses_its_options(options: str) -> None:
    old = f"```{{code-cell}}\n{options}1\n---\n2\n```\n"
    assert apply(old, [Edit(1, "", "", "")]) == "```{code-block} python\n1\n---\n2\n```\n"
