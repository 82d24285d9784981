"""What another version prints: snapshots of all outputs, and a table of what differs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from asrun.files import write_whole
from asrun.page.cell import Page
from asrun.records.compare import equal
from asrun.records.files import cell_keys
from asrun.verify.page import listing

_FORMAT = "asrun snapshot 1"


class SnapshotError(ValueError):
    """A file is not a snapshot."""


@dataclass(frozen=True)
class Snapshot:
    """The outputs of every cell of every page on one version.

    Attributes:
        versioned: the package whose version it is, and the version, such as `jax 0.11.0`.
        pages: for each page, for each cell by its key, its outputs as one text.
        tolerances: declared by cells, by page and key.
        faults: why a page did not run to its end.
    """

    versioned: str
    pages: Mapping[str, Mapping[str, str]]
    tolerances: Mapping[str, Mapping[str, float]]
    faults: Mapping[str, list[str]]


def write_snapshot(
    file: Path, versioned: str, pages: Sequence[Page], faults: Mapping[str, list[str]]
) -> None:
    """Write what pages print.

    Args:
        file: JSON, written whole.
        versioned: the package and the version that ran them.
        pages: executed.
        faults: of pages that did not run to their end, by name.
    """
    texts: dict[str, dict[str, str]] = {}
    tolerances: dict[str, dict[str, float]] = {}
    for page in pages:
        code = [cell for cell in page.code_cells if not cell.options.recorded]
        for key, cell in zip(cell_keys([cell.source for cell in code]), code, strict=True):
            if cell.options.uncompared:
                continue
            texts.setdefault(page.name, {})[key] = listing(cell.shown)
            if cell.options.tolerance is not None:
                tolerances.setdefault(page.name, {})[key] = cell.options.tolerance
    data = {
        "format": _FORMAT,
        "versioned": versioned,
        "pages": texts,
        "tolerances": tolerances,
        "faults": faults,
    }
    write_whole(file, json.dumps(data, indent=1) + "\n")


def read_snapshot(file: Path) -> Snapshot:
    """Read a snapshot.

    Raises:
        SnapshotError: the file is missing or holds something else.
    """
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        if data["format"] == _FORMAT:
            return Snapshot(data["versioned"], data["pages"], data["tolerances"], data["faults"])
        error: Exception | str = f"its format is {data['format']!r}"
    except (OSError, ValueError, KeyError, TypeError) as fault:
        error = fault
    raise SnapshotError(
        f"{file}: not a snapshot; write one with 'python -m asrun.sphinxext snapshot' ({error})"
    )


def table(snapshots: Sequence[Snapshot]) -> tuple[str, int]:
    """A Markdown table of the cells that differ from the first snapshot.

    Returns:
        The table, or a sentence if there is nothing to show, and the number of rows.
    """
    base, *others = snapshots
    rows = []
    for other in others:
        for page, faults in other.faults.items():
            rows += [(page, "(the page stops)", "", fault, other.versioned) for fault in faults]
        for page, cells in base.pages.items():
            for key, old in cells.items():
                new = other.pages.get(page, {}).get(key, "(no output)")
                if not equal(old, new, base.tolerances.get(page, {}).get(key)):
                    rows.append((page, key, old, new, other.versioned))
    versions = ", ".join(snapshot.versioned for snapshot in others)
    if not rows:
        return f"{versions} prints what {base.versioned} prints.", 0
    lines = [f"Outputs that differ from {base.versioned}:", ""]
    lines += [
        "| page | cell | version | old output | new output |",
        "| --- | --- | --- | --- | --- |",
    ]
    for page, key, old, new, versioned in rows:
        lines.append(f"| {page} | {_code(key)} | {versioned} | {_code(old)} | {_code(new)} |")
    return "\n".join(lines), len(rows)


def _code(text: str) -> str:
    escaped = (
        text.replace("&", "&amp;").replace("<", "&lt;").replace("|", "&#124;").replace("\n", "<br>")
    )
    return f"<code>{escaped}</code>" if escaped else ""
