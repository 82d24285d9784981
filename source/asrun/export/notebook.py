"""A page as a notebook that opens anywhere, with the outputs of this build."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import cast

import nbformat
from nbformat import NotebookNode, v4

from asrun.page.cell import Page
from asrun.page.front_matter import KERNEL
from asrun.verify.prose import QUOTE

_HIDDEN = {"remove-cell", "remove-input", "hide-cell"}
_KEPT = ("tags",)  # of a cell's metadata; the options are read by the build alone


def as_notebook(page: Page) -> NotebookNode:
    """Make a notebook of a page.

    Args:
        page: that ran; it is not changed.

    Returns:
        A notebook without the cells that the page hides and the recorded parts, with outputs but
        without the site's own drawings, and with Markdown that any notebook viewer renders.
    """
    cells = []
    for number, cell in enumerate(page.cells):
        tags = set(cell.node.metadata.get("tags", ()))
        # A reader's machine would show something else than what was recorded.
        if cell.in_recorded_part or tags & _HIDDEN:
            continue
        node = deepcopy(cell.node)
        node.id = f"cell-{number}"  # nbformat's own ids are random
        node.metadata = NotebookNode({k: v for k, v in node.metadata.items() if k in _KEPT})
        if cell.is_code:
            node.outputs = [o for o in node.outputs if "drawn" not in o.get("metadata", {})]
        elif node.cell_type == "markdown":
            node.source = plain_markdown(node.source)
            if not node.source:
                continue
        cells.append(node)
    _drop_empty_sections(cells)
    metadata = {
        "kernelspec": {"name": KERNEL, "display_name": "Python 3", "language": "python"},
        "language_info": {"name": "python"},
    }
    notebook = v4.new_notebook(cells=cells, metadata=metadata)
    nbformat.validate(notebook)
    return cast(NotebookNode, notebook)


def _drop_empty_sections(cells: list[NotebookNode]) -> None:
    """Take out headings under which nothing is left, now that directives are gone."""
    for number, cell in reversed(list(enumerate(cells))):
        if cell.cell_type != "markdown":
            continue
        parts = re.split(r"^(?=#{2,6} )", cell.source, flags=re.MULTILINE)
        follows = number + 1 < len(cells)  # what stands below the last heading of this cell
        kept: list[str] = []
        below = 0  # the level of the section that was kept last; 0 where nothing follows
        for part in reversed(parts):
            level = len(part) - len(part.lstrip("#"))
            holds = "\n" in part.strip() or not level
            if holds or follows or below > level:
                kept.insert(0, part)
                below, follows = level, False
        cell.source = "".join(kept).strip()
        if not cell.source:
            del cells[number]


def plain_markdown(text: str) -> str:
    """Roles as plain code, directives left out: a notebook viewer knows neither."""
    text = QUOTE.sub(lambda m: f"`{m['text']}`", text)
    text = re.sub(
        r"^(`{3,}|:{3,})\{[^\n]*\n.*?^\1\s*$\n?", "", text, flags=re.MULTILINE | re.DOTALL
    )
    text = re.sub(r"\{[\w:+-]+\}`~?([^`<]+?)(?: *<[^>]*>)?`", r"`\1`", text)
    text = re.sub(r"^\([\w-]+\)=\s*$\n?", "", text, flags=re.MULTILINE)
    return text.strip()
