"""The parts of a page that only another platform can run: run there, shown from a recording elsewhere.

A part is a heading and all that follows it, up to the next heading. One with `:recorded:` cells
holds no others: prose and cells stay or go together, and nothing of it mixes with what ran.
"""

from __future__ import annotations

from myst_parser.config.main import MdParserConfig
from nbformat import NotebookNode, from_dict

from asrun.page.cell import Cell, Page
from asrun.page.errors import PageError
from asrun.page.misplaced import block_parser
from asrun.records.recordings import Recording

_MIXED = (
    "a recorded cell stands under a heading of its own, without cells that every build runs: "
    "give it one"
)


def settle(
    page: Page, recording: Recording | None, markdown: MdParserConfig, *, run: bool
) -> list[PageError]:
    """Decide about the recorded parts of a page, in place.

    Args:
        page: as read.
        recording: of the page, if there is one.
        markdown: how Markdown is read.
        run: whether this build can run them.

    Returns:
        What is wrong: parts that have both kinds of cells. The page is then left as it is.
    """
    errors: list[PageError] = []
    kept: list[Cell] = []
    left_out = 0
    known = recording.cells if recording else {}
    for part in _parts(page, markdown):
        code = [cell for cell in part if cell.is_code]
        recorded = [cell for cell in code if cell.options.recorded]
        if recorded and len(recorded) < len(code):
            errors.append(PageError(page.path, recorded[0].line, _MIXED))
        if recorded and not run:
            if any(cell.source not in known for cell in recorded):
                left_out += 1
                continue
            for cell in recorded:
                cell.node.outputs = [from_dict(output) for output in known[cell.source]]
                cell.not_run = True
        if recorded:
            for cell in part:
                cell.in_recorded_part = True
        kept += part
    if not errors:
        page.cells, page.left_out = kept, left_out
        page.recording = recording if any(cell.not_run for cell in kept) else None
    return errors


def _parts(page: Page, markdown: MdParserConfig) -> list[list[Cell]]:
    """The cells, prose split at its headings, in one list for each heading."""
    parts: list[list[Cell]] = [[]]
    for cell in page.cells:
        if cell.is_code:
            parts[-1].append(cell)
            continue
        lines = cell.source.split("\n")
        headings = _headings(cell.source, markdown)
        starts = sorted({0, *headings})
        for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(lines)], strict=True)):
            text = "\n".join(lines[start:end]).rstrip()
            node = NotebookNode(cell.node, source=text, metadata=NotebookNode(cell.node.metadata))
            if number and "id" in node:  # an id belongs to one cell
                node["id"] = f"{cell.node['id']}-{number}"
            if start in headings:
                parts.append([])
            parts[-1].append(Cell(node, cell.line + start))
    return parts


def _headings(text: str, markdown: MdParserConfig) -> set[int]:
    """The lines, from 0, in which headings begin; those within other blocks are none."""
    depth, found = 0, set()
    for token in block_parser(markdown).parse(text + "\n"):
        if token.type == "heading_open" and depth == 0 and token.map:
            found.add(token.map[0])
        depth += token.nesting
    return found
