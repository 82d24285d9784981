"""Reading pages: cells where they stand, and all that is wrong, by file and line. No kernel runs."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st
from myst_parser.config.main import MdParserConfig

from asrun.page.front_matter import HEAD
from asrun.page.options import OPTIONS, Option, words
from asrun.page.read import PageErrors, read_page

pytestmark = pytest.mark.newest

CONFIGURATION = MdParserConfig(enable_extensions={"colon_fence"})


def cases(path):
    """Return title, page and expected lines of each case in a file of cases."""
    _, *parts = path.read_text(encoding="utf-8").split("\n@@@ ")
    for part in parts:
        title, _, rest = part.partition("\n")
        page, _, expected = rest.partition("\n@@\n")
        yield (
            title,
            page.replace("HEAD\n", HEAD).replace("<U+2028>", "\u2028"),
            expected.strip().splitlines(),
        )


CASES = list(cases(Path(__file__).with_name("faults.txt")))


def read(path, text, **options):
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_page("page", path, markdown=CONFIGURATION, **options)


@pytest.mark.parametrize("page, expected", [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_what_is_wrong_with_a_page(tmp_path, page, expected):
    (tmp_path / "part.txt").write_text("Text.\n\n```{code-cell} python\n1\n```\n")
    with pytest.raises(PageErrors) as caught:
        read(tmp_path / "page.md", page)
    found = [
        f"{'' if e.path.name == 'page.md' else e.path.name + ':'}{e.line}: {e.message}"
        for e in caught.value.errors
    ]
    assert len(found) == len(expected), found
    for said, wanted in zip(found, expected, strict=True):
        assert said.startswith(wanted)


SHOWN_ONLY = [
    "````{code-block} markdown\n```{code-cell} python\n1\n```\n````",
    "````markdown\n```{code-cell} python\n1\n```\n````",
    ":::{note}\n````{code-block} markdown\n```{code-cell} python\n1\n```\n````\n:::",
    "Write `{code-cell}` in a page.",
    "```{code-block} python\n1\n```",
]


@pytest.mark.parametrize("block", SHOWN_ONLY)
def test_a_cell_that_is_only_shown_is_no_misplaced_one(tmp_path, block):
    page = read(
        tmp_path / "page.md", f"{HEAD}\n# T\n\n{block}\n\n```{{code-cell}} python\n2\n```\n"
    )
    assert [cell.source for cell in page.code_cells] == ["2"]


HEADS = {
    "ours": HEAD,
    "jupytext's": (
        "---\njupytext:\n  formats: ipynb,md:myst\n  text_representation:\n    extension: .md\n"
        "    format_name: myst\n    format_version: 0.13\n    jupytext_version: 1.16.4\n"
        "kernelspec:\n  display_name: Python 3 (ipykernel)\n  language: python\n  name: python3\n---\n"
    ),
    "jupytext's, another name of the kernel": (
        "---\njupytext:\n  text_representation:\n    format_name: myst\n"
        "kernelspec:\n  display_name: mine\n  language: python\n  name: conda-env-x\n---\n"
    ),
    "jupytext's, no kernel": "---\njupytext:\n  text_representation:\n    format_name: myst\n---\n",
}


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["", "mark"])
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["", "CRLF"])
def test_the_usual_heads_are_taken(tmp_path, head, mark, end):
    text = mark + (head + "\n# T\n\n```{code-cell} ipython3\n:label: a\n\nx = 1\nx\n```\n").replace(
        "\n", end
    )
    page = read(tmp_path / "page.md", text)
    (cell,) = page.code_cells
    assert (cell.source, cell.options.label) == ("x = 1\nx", "a")
    assert text.splitlines()[cell.line - 2] == "```{code-cell} ipython3"
    assert page.metadata["kernelspec"]["name"] == "python3"


def test_a_syntax_error_that_the_cell_is_there_to_show_is_no_fault(tmp_path):
    read(tmp_path / "page.md", f"{HEAD}```{{code-cell}} python\n:raises: SyntaxError\nx = (\n```\n")


def test_magics_are_code(tmp_path):
    code = "%matplotlib inline\nnames = !ls\n1"
    page = read(tmp_path / "page.md", f"{HEAD}```{{code-cell}} python\n{code}\n```\n")
    assert page.code_cells[0].source == code


def test_bytes_that_are_no_utf8(tmp_path):
    with pytest.raises(PageErrors, match=r"page\.md:1: not UTF-8 \(byte \d+\): save it as UTF-8"):
        read(tmp_path / "page.md", HEAD.encode() + b"\n# Caf\xe9\n")


def test_a_site_s_own_option(tmp_path):
    own = Option("covers", "a b", "facts", words)
    text = f"{HEAD}```{{code-cell}} python\n:covers: a, b\n1\n```\n"
    page = read(tmp_path / "page.md", text, options=(*OPTIONS, own))
    assert page.code_cells[0].options.values["covers"] == ("a", "b")


blocks = st.sampled_from(
    ["Text.", "# Heading", "```{code-cell} python\n1\n```", "```{code-cell}\n:label: x\n\n# a\n2\n```",
     "- a list\n\n  more", "~~~python\n```{code-cell}\n~~~", "+++", "$$\nx\n$$", "", "> quoted"]
)  # fmt: skip


KEPT = [
    ":id: x1\n:outputId: 5f-a\n:collapsed: true",
    "---\nid: x1\ncolab: {base_uri: 'https://localhost'}\nexecutionInfo:\n  elapsed: 3\n---",
]


@pytest.mark.parametrize("kept", KEPT)
def test_what_other_programs_keep_with_a_cell_is_no_option(tmp_path, kept):
    text = f"{HEAD}\n```{{code-cell}}\n{kept}\n\n1\n```\n"
    (cell,) = read(tmp_path / "page.md", text).code_cells
    assert (cell.source, dict(cell.node.metadata), cell.options.values) == ("1", {}, {})


def test_a_site_s_own_option_goes_before_what_programs_keep(tmp_path):
    text = f"{HEAD}\n```{{code-cell}}\n:id: x1\n1\n```\n"
    page = read(tmp_path / "page.md", text, options=(*OPTIONS, Option("id", "x", "mine")))
    assert page.code_cells[0].options.values == {"id": "x1"}


@given(st.lists(blocks, max_size=8))
def test_lines_of_cells_are_those_of_the_page(tmp_path_factory, some):
    text = HEAD + "\n" + "\n\n".join(some) + "\n"
    path = tmp_path_factory.mktemp("page") / "page.md"
    try:
        page = read(path, text)
    except PageErrors as errors:
        assert all("a second cell has" in e.message for e in errors.errors)
        return
    lines = text.splitlines()
    for cell in page.cells:
        if cell.is_code:
            assert lines[cell.line - 2].startswith("```{code-cell}")
        else:
            first = lines[cell.line - 1]
            assert first.strip() == cell.source.splitlines()[0].strip()
    assert sum(cell.is_code for cell in page.cells) == sum(
        "{code-cell}" in b and b[0] == "`" for b in some
    )


# Notebooks ---------------------------------------------------------------------------------


def notebook(*cells, **metadata):
    return nbformat.v4.new_notebook(
        cells=list(cells),
        metadata={"kernelspec": {"name": "python3", "display_name": "x"}, **metadata},
    )


def test_a_notebook_is_read_without_its_outputs(tmp_path):
    stored = nbformat.v4.new_output("execute_result", {"text/plain": "43"}, execution_count=1)
    cell = nbformat.v4.new_code_cell("6 * 7", outputs=[stored], metadata={"label": "a"})
    path = tmp_path / "page.ipynb"
    text = nbformat.writes(notebook(nbformat.v4.new_markdown_cell("# T"), cell))
    page = read(path, text)
    (code,) = page.code_cells
    assert (code.source, code.node.outputs, code.options.label) == ("6 * 7", [], "a")
    assert '"cell_type": "code"' in text.splitlines()[code.line - 1]


@pytest.mark.parametrize(
    "content, message",
    [
        ("{", "not a notebook"),
        ("[]", "not a notebook"),
        (json.dumps({"cells": 5}), "not a notebook"),
        (nbformat.writes(notebook(language_info={"name": "julia"})), "the notebook is for julia"),
        (
            nbformat.writes(notebook(nbformat.v4.new_code_cell("1", metadata={"rasies": "x"}))),
            "unknown cell option 'rasies'",
        ),
    ],
)
def test_a_notebook_that_cannot_be_read(tmp_path, content, message):
    with pytest.raises(PageErrors, match=message):
        read(tmp_path / "page.ipynb", content)
