"""What a page has to declare, from its text and from what its cells did."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from asrun.adopt.edits import Edit
from asrun.findings import Finding, Kind
from asrun.outcome import PageOutcome
from asrun.page.cell import Cell
from asrun.records.compare import difference
from asrun.verify.page import listing, same_outputs

if TYPE_CHECKING:
    from asrun.adopt import Adoption

_CELL = re.compile(r"^[ \t]*(?P<fence>`{3,}|~{3,}|:{3,})\{code-cell\}.*$", re.MULTILINE)
_TAG = r"(?:^|[\s\[\"',])"
_RAISES = re.compile(_TAG + r"raises-exception\b")
_NOT_RUN = re.compile(_TAG + r"skip-execution\b")
_CATEGORY = re.compile(r"\b(\w*Warning): ")
_ANY_ERROR = "BaseException"


def reading_edits(adoption: Adoption) -> None:
    """Declare for the first run what the text alone says: cells that raise, cells that never run."""
    for match in _CELL.finditer(adoption.text):
        line = adoption.text.count("\n", 0, match.start()) + 1
        options = _options(adoption.text[match.end() + 1 :])
        if _NOT_RUN.search(options):
            adoption.edits.append(
                Edit(line, "", "", "its tag skip-execution keeps it from running")
            )
        elif _RAISES.search(options) and not re.search(r"^:?raises:", options, re.MULTILINE):
            adoption.edits.append(Edit(line, "raises", _ANY_ERROR, "its tag raises-exception"))


def declared_edits(adoption: Adoption, outcome: PageOutcome) -> None:
    """Declare what the first run did: the type of each expected error, warnings, text on stderr."""
    assert outcome.page is not None  # it ran
    lines = _lines(adoption, outcome)
    _keep_open(adoption, outcome, lines)
    for cell in outcome.page.code_cells:
        line = lines[cell.line]
        if cell.options.raises == _ANY_ERROR:
            _name_error(adoption, cell, line)
        stderr = "\n".join(o.text for o in cell.shown if o.kind == "stderr")
        if stderr and not cell.options.warns and not cell.options.stderr:
            category = _CATEGORY.search(stderr)
            first = stderr.strip().splitlines()[0][:60]
            edit = (
                Edit(line, "warns", category[1], f"it warns: {first}")
                if category
                else Edit(line, "stderr", "", f"it writes to stderr: {first}")
            )
            adoption.add(edit)


def _name_error(adoption: Adoption, cell: Cell, line: int) -> None:
    """Put the type of the error in place of the one that stood for any."""
    error = next((o.kind for o in cell.shown if o.kind.startswith("error ")), "")
    name = error.removeprefix("error ")
    named = (
        Edit(line, "raises", name, f"its tag raises-exception; it raised {name}")
        if name
        else Edit(line, "tags", "raises-exception", "it raised nothing")
    )
    adoption.edits = [
        named if (edit.line, edit.option, edit.value) == (line, "raises", _ANY_ERROR) else edit
        for edit in adoption.edits
    ]


def unsteady_edits(adoption: Adoption, first: PageOutcome, other: PageOutcome, how: str) -> None:
    """Mark the cells that showed something else in another run."""
    assert first.page is not None and other.page is not None  # noqa: PT018 - both ran
    lines = _lines(adoption, other)
    _keep_open(adoption, other, lines)
    marked = {edit.line for edit in adoption.edits if edit.option == "uncompared"}
    if adoption.open:
        return
    for one, two in zip(first.page.code_cells, other.page.code_cells, strict=True):
        line = lines[two.line]
        if one.options.uncompared or line in marked:
            continue
        if not same_outputs(one.shown, two.shown, one.options.tolerance):
            changed = difference(listing(one.shown), listing(two.shown)).splitlines()
            sample = next((text for text in changed if text.startswith("+")), "")[:60]
            why = f"run {how}, it shows something else: {sample}"
            adoption.add(Edit(line, "uncompared", "differs from run to run", why))


def _options(text: str) -> str:
    """The lines of options at the beginning of a cell."""
    lines = text.splitlines()
    if lines and lines[0].strip() == "---":
        end = next((i for i, line in enumerate(lines[1:], 1) if line.strip() == "---"), 0)
        return "\n".join(lines[1:end])
    found = []
    for line in lines:
        if not re.match(r"[ \t]*:[\w-]+:", line):
            break
        found.append(line.strip())
    return "\n".join(found)


def _lines(adoption: Adoption, outcome: PageOutcome) -> dict[int, int]:
    """For the line of each cell that ran, its line in the text as it is: edits move lines."""
    assert outcome.page is not None  # it ran
    if not adoption.editable:
        return {cell.line: cell.line for cell in outcome.page.code_cells}
    shown_only = {edit.line for edit in adoption.edits if not edit.option}
    begins = [adoption.text.count("\n", 0, m.start()) + 1 for m in _CELL.finditer(adoption.text)]
    run = [line for line in begins if line not in shown_only]
    cells = outcome.page.code_cells
    if len(run) != len(cells):  # a fence within another, which no edit must touch
        message = f"{len(run)} lines begin a code cell, and {len(cells)} cells ran: declare by hand"
        adoption.open.append(Finding(Kind.PAGE, adoption.path, 1, message, adoption.name))
        return {cell.line: cell.line for cell in cells}
    return {cell.line: line for cell, line in zip(cells, run, strict=True)}


def _keep_open(adoption: Adoption, outcome: PageOutcome, lines: Mapping[int, int]) -> None:
    """Keep what no option can declare for a person to look at."""
    assert outcome.page is not None  # it ran
    settled = {c.line for c in outcome.page.code_cells if c.options.raises == _ANY_ERROR}
    for finding in outcome.findings:
        kinds = (Kind.EXECUTION,) if finding.line in settled else (Kind.EXECUTION, Kind.ERROR)
        if finding.kind in kinds and finding not in adoption.open:
            line = lines.get(finding.line, finding.line)
            adoption.open.append(replace(finding, line=line))
