"""What a cell's own options say it does, against what it did."""

from __future__ import annotations

from collections.abc import Iterator

from asrun.findings import Kind
from asrun.page.cell import Cell


def check_declared(cell: Cell) -> Iterator[tuple[Kind, str]]:
    """Compare a cell that ran with its options.

    Yields:
        For each contradiction its kind and what to change.
    """
    raised = next(
        (o.kind.removeprefix("error ") for o in cell.shown if o.kind.startswith("error ")), None
    )
    expected = cell.options.raises
    if expected and raised is None:
        yield Kind.ERROR, f"expected {expected}, but the cell raised nothing: drop ':raises:'"
    elif expected and raised and expected not in (raised, *cell.error_types):
        yield Kind.ERROR, f"expected {expected}, but the cell raised {raised}"
    warns = cell.options.warns
    stderr = "\n".join(output.text for output in cell.shown if output.kind == "stderr")
    if warns and f"{warns}:" not in stderr:
        yield (
            Kind.UNDECLARED,
            f"expected a {warns}, but the cell did not warn of that: drop ':warns:'",
        )
    elif stderr and not warns and not cell.options.stderr:
        word = "warning" if "Warning:" in stderr else "text on stderr"
        way_out = "declare a warning with ':warns: Category', other text with ':stderr:'"
        yield Kind.UNDECLARED, f"undeclared {word}:\n{stderr}\n{way_out}"
    if cell.options.stderr and not stderr:
        yield Kind.UNDECLARED, "expected text on stderr, but there was none: drop ':stderr:'"
