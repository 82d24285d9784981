"""Prose that repeats an output: quoted through the `out` role, and checked.

    The loop has {out}`41` equations, the scan {out}`6 <scan>`.

The first must stand in the output of the nearest code cell above, the second in that of the
cell with `:label: scan`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from asrun.page.cell import Cell, Page

QUOTE = re.compile(r"\{out\}`(?P<text>[^`]+?)(?: <(?P<label>[A-Za-z][\w-]*)>)?`")

_FENCE = re.compile(r"^(`{3,}|:{3,}|~{3,}).*?^\1\s*$", re.MULTILINE | re.DOTALL)
_NOT_PROSE = re.compile(
    r"\{[\w:+-]+\}`[^`]*`"  # any role
    r"|\]\([^)]*\)|<https?:[^>]*>"  # where a link leads
    r"|^\s*\([\w-]+\)=\s*$",  # the name of a place
    re.MULTILINE,
)
_CODE = re.compile(r"`([^`\n]+)`")
# "axis 0" names an axis, whatever an output says.
_NUMERAL = re.compile(r"(?<!axis )(?<![\w.,/-])\d+(?:[.,]\d+)*(?![\w/-])")
# Forms of an output that a reader does not read as text.
_IS_NO_TEXT = re.compile(r"^picture|image/| colours$|application/|text/html$")


@dataclass(frozen=True)
class CodeCell:
    """What prose may repeat: a code cell's label, source, and outputs as one text."""

    label: str | None
    source: str
    output: str


def check_prose(page: Page, *, repetitions: bool = True) -> Iterator[tuple[int, str]]:
    """Check the prose of a page whose cells ran.

    Args:
        page: with what its cells show.
        repetitions: whether what repeats an output must be quoted.

    Yields:
        For each fault its line in the page, from 1, and what to write: quotes that are not in
        the output, then repetitions that are not quoted.
    """
    code = {index: _code_cell(cell) for index, cell in enumerate(page.cells) if cell.is_code}
    for index, cell in enumerate(page.cells):
        if not cell.is_code:
            above = [c for j, c in code.items() if j < index]
            for line, message in check_text(
                cell.source, above, list(code.values()), repetitions=repetitions
            ):
                yield cell.line + line, message


def _code_cell(cell: Cell) -> CodeCell:
    # Data and colours are compared, but not read.
    outputs = (o for o in cell.shown if not _IS_NO_TEXT.search(o.kind))
    text = "\n".join(f"{o.kind.removeprefix('error ')}\n{o.text}" for o in outputs)
    return CodeCell(cell.options.label, cell.source, text)


def check_text(
    text: str,
    above: Sequence[CodeCell],
    all_cells: Sequence[CodeCell],
    *,
    repetitions: bool = True,
) -> Iterator[tuple[int, str]]:
    """Check one block of prose.

    Args:
        text: Markdown between two code cells.
        above: the code cells before it, in order.
        all_cells: every code cell of the page.
        repetitions: whether what repeats an output must be quoted.

    Yields:
        For each fault its line, from 0 within the block, and what to write.
    """
    nearest = above[-1] if above else None
    for match in QUOTE.finditer(text):
        line, quoted, label = _line(text, match.start()), match["text"], match["label"]
        cell = next((c for c in all_cells if c.label == label), None) if label else nearest
        if cell is None:
            where = f"no cell has ':label: {label}'" if label else "no code cell stands above"
            yield line, f"prose quotes `{quoted}`, but {where}"
        elif not _contains(cell.output, quoted):
            place = f"the cell {label!r}" if label else "the cell above"
            message = f"prose quotes `{quoted}`, which is not in the output of {place}:"
            yield line, f"{message}\n{_short(cell.output)}"
    if repetitions and nearest is not None:
        yield from _unquoted(text, nearest, all_cells)


def _unquoted(
    text: str, nearest: CodeCell, all_cells: Sequence[CodeCell]
) -> Iterator[tuple[int, str]]:
    # Blanked rather than removed, so that lines keep their numbers.
    bare = _NOT_PROSE.sub(_blank, _FENCE.sub(_blank, text))
    code = "\n".join(cell.source for cell in all_cells)
    for match in _CODE.finditer(bare):
        word = match[1]
        if word not in code and _contains(nearest.output, word):
            yield _line(bare, match.start()), _advice(f"`{word}`", word)
    for match in _NUMERAL.finditer(_CODE.sub(_blank, bare)):
        number = match[0]
        # "6." in an output is a float, and not what a "6" in prose repeats.
        in_output = _contains(re.sub(r"\d+\.(?!\d)", " ", nearest.output), number)
        if in_output and not _contains(nearest.source, number):
            yield _line(bare, match.start()), _advice(number, number)


def _advice(shown: str, text: str) -> str:
    return f"{shown} repeats the output of the cell above unchecked: write {{out}}`{text}`"


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position)


def _contains(output: str, text: str) -> bool:
    """Whether the text stands in the output as a whole, not as part of a longer word or number."""
    before = r"(?<![\w])(?<!\d\.)" if re.match(r"\w", text) else ""
    after = r"(?!\w)(?!\.\d)" if re.search(r"\w$", text) else ""
    pattern = before + r"\s+".join(map(re.escape, text.split())) + after
    return re.search(pattern, output) is not None


def _short(text: str, most: int = 6) -> str:
    lines = text.splitlines()
    return "\n".join(lines[:most] + (["…"] if len(lines) > most else []))
