"""The parts of a page that need a GPU: run there, shown from their recording elsewhere.

A part is a heading and all that follows it, up to the next heading. One with `:recorded:` cells
holds no others: prose and cells stay or go together, and nothing of it mixes with what ran.
"""

from __future__ import annotations

import re
from itertools import groupby

from nbformat import NotebookNode, from_dict

from asrun.records.recordings import Recording

NOT_RUN = "skip-execution"
"""The tag by which nbclient knows a cell that it must not run."""

_HEADING = re.compile(r"#{1,6} ")
_FENCE = re.compile(r"(`{3,}|~{3,}|:{3,})")


class PartError(ValueError):
    """A part mixes recorded cells with others. `line` counts from 0."""

    def __init__(self, line: int) -> None:
        super().__init__(
            "a recorded cell stands under a heading of its own, without cells that every build "
            "runs: give it one"
        )
        self.line = line


def is_recorded(cell: NotebookNode) -> bool:
    """Whether a cell, code or prose, belongs to a recorded part."""
    return "recorded" in cell.metadata


def settle(notebook: NotebookNode, recording: Recording | None, *, run: bool) -> int:
    """Decide about the recorded parts of a page, in place.

    Args:
        notebook: as read, with a source map; cells have their options as metadata.
        recording: of the page, if there is one.
        run: whether this build has a GPU and runs them.

    Returns:
        How many parts were left out, because not all their cells have a recording.

    Raises:
        PartError: a part has both kinds of code cells.
    """
    if not any(is_recorded(cell) for cell in notebook.cells):
        return 0
    kept: list[tuple[NotebookNode, int]] = []
    left_out = 0
    for part in _parts(notebook):
        code = [(cell, line) for cell, line in part if cell.cell_type == "code"]
        recorded = [cell for cell, _ in code if is_recorded(cell)]
        if recorded and len(recorded) < len(code):
            raise PartError(next(line for cell, line in code if is_recorded(cell)))
        for cell, _ in part if recorded else ():
            cell.metadata["recorded"] = True
        if recorded and not run:
            known = recording.cells if recording else {}
            if any(cell.source not in known for cell in recorded):
                left_out += 1
                continue
            for cell in recorded:
                cell.outputs = [from_dict(output) for output in known[cell.source]]
                cell.metadata["tags"] = [*cell.metadata.get("tags", []), NOT_RUN]
        kept += part
    notebook.cells = [cell for cell, _ in kept]
    notebook.metadata["source_map"] = [line for _, line in kept]
    return left_out


def _parts(notebook: NotebookNode) -> list[list[tuple[NotebookNode, int]]]:
    """The cells with their first lines, counted from 0, in one list for each heading."""
    parts: list[list[tuple[NotebookNode, int]]] = [[]]
    for cell, start in zip(notebook.cells, notebook.metadata["source_map"], strict=True):
        if cell.cell_type == "code":
            parts[-1].append((cell, start))
            continue
        for number, (offset, text) in enumerate(_by_heading(cell.source)):
            piece = NotebookNode(cell, source=text, metadata=NotebookNode(cell.metadata))
            if number and "id" in cell:  # an id belongs to one cell
                piece["id"] = f"{cell['id']}-{number}"
            if _HEADING.match(text):
                parts.append([])
            parts[-1].append((piece, start + offset))
    return parts


def _by_heading(text: str) -> list[tuple[int, str]]:
    """Markdown cut before every heading outside of a fence, with the line where each piece begins."""
    number, fence = 0, ""
    numbered: list[tuple[int, str]] = []
    for line in text.splitlines():
        mark = _FENCE.match(line)
        if mark and not fence:
            fence = mark[1]
        elif fence and line.strip() == fence:
            fence = ""
        number += not fence and _HEADING.match(line) is not None
        numbered.append((number, line))
    pieces, offset = [], 0
    for _, group in groupby(numbered, key=lambda pair: pair[0]):
        lines = [line for _, line in group]
        pieces.append((offset, "\n".join(lines)))
        offset += len(lines)
    return pieces
