"""What another JAX prints: snapshots of all outputs, and a table of what differs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from asrun.records.compare import equal
from asrun.records.outputs import cell_outputs
from asrun.records.files import cell_keys
from asrun.verify.report import Cell

_FORMAT = "jax101 snapshot 1"


class SnapshotError(ValueError):
    """A file is not a snapshot."""


@dataclass(frozen=True)
class Snapshot:
    """The outputs of every cell of every page on one JAX.

    Attributes:
        jax: its version.
        pages: for each page, for each cell by its key, its outputs as one text.
        tolerances: declared by cells, by page and key.
        faults: why a page did not run to its end.
    """

    jax: str
    pages: Mapping[str, Mapping[str, str]]
    tolerances: Mapping[str, Mapping[str, float]]
    faults: Mapping[str, list[str]]


def write_snapshot(
    file: Path, jax: str, pages: Mapping[str, Sequence[Cell]], faults: Mapping[str, list[str]]
) -> None:
    """Write what the executed pages print.

    Args:
        file: JSON, written whole.
        jax: the version that ran them.
        pages: executed cells, by page.
        faults: of pages that did not run to their end.
    """
    texts: dict[str, dict[str, str]] = {}
    tolerances: dict[str, dict[str, float]] = {}
    for name, cells in pages.items():
        code = [cell for cell in cells if cell.policy is not None]
        for key, cell in zip(cell_keys([cell.source for cell in code]), code, strict=True):
            assert cell.policy is not None
            if cell.policy.exempt:
                continue
            outputs = cell_outputs(cell.outputs)
            texts.setdefault(name, {})[key] = "\n".join(f"-- {o.kind}\n{o.text}" for o in outputs)
            if cell.policy.tolerance is not None:
                tolerances.setdefault(name, {})[key] = cell.policy.tolerance
    data = {
        "format": _FORMAT,
        "jax": jax,
        "pages": texts,
        "tolerances": tolerances,
        "faults": faults,
    }
    file.parent.mkdir(parents=True, exist_ok=True)
    temporary = file.with_name(file.name + ".new")
    temporary.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
    temporary.replace(file)


def read_snapshot(file: Path) -> Snapshot:
    """Read a snapshot.

    Raises:
        SnapshotError: the file is missing or holds something else.
    """
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        if data["format"] == _FORMAT:
            return Snapshot(data["jax"], data["pages"], data["tolerances"], data["faults"])
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
            rows += [(page, "(the page stops)", "", fault, other.jax) for fault in faults]
        for page, cells in base.pages.items():
            for key, old in cells.items():
                new = other.pages.get(page, {}).get(key, "(no output)")
                if not equal(old, new, base.tolerances.get(page, {}).get(key)):
                    rows.append((page, key, old, new, other.jax))
    versions = ", ".join(snapshot.jax for snapshot in others)
    if not rows:
        return f"JAX {versions} prints what JAX {base.jax} prints.", 0
    lines = [f"Outputs that differ from JAX {base.jax}:", ""]
    lines += ["| page | cell | JAX | old output | new output |", "| --- | --- | --- | --- | --- |"]
    for page, key, old, new, jax in rows:
        lines.append(f"| {page} | {_code(key)} | {jax} | {_code(old)} | {_code(new)} |")
    return "\n".join(lines), len(rows)


def _code(text: str) -> str:
    escaped = (
        text.replace("&", "&amp;").replace("<", "&lt;").replace("|", "&#124;").replace("\n", "<br>")
    )
    return f"<code>{escaped}</code>" if escaped else ""
