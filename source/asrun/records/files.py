"""The record of a page: a readable text file, made to be reviewed in a diff.

    == jax.jit(double)(x)
    -- stdout
        tracing
    -- result
        Array([2., 4.], dtype=float32)

A cell is named by the first telling line of its code; a second cell with the same line
has ` #2` after it. Cells without output have no entry. Where JAX versions differ, a cell has
two entries, ` [jax < 0.11.0]` and ` [jax >= 0.11.0]`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from asrun.records.outputs import Output

RECORDS = "_records"
"""The folder of all records, in docs/."""

_HEADING = "== "
_KIND = "-- "
_INDENT = "    "
_TELLS_LITTLE = ("import ", "from ", "@", "#", '"""', ")", "jax.config.update(")
_ENTRY = re.compile(r"(?P<cell>.*?)(?: \[jax (?P<range>(?:<|>=) [\d.]+)\])?")


class RecordError(ValueError):
    """A record file cannot be read. `line` counts from 1."""

    def __init__(self, path: Path, line: int, message: str) -> None:
        super().__init__(f"{path}:{line}: {message}")
        self.path, self.line, self.message = path, line, message


@dataclass
class Entry:
    """The recorded outputs of one cell.

    Attributes:
        key: the cell's first line, with its number if the line is not unique.
        versions: `< 0.11.0`, `>= 0.11.0`, or None for every version.
        outputs: in order.
        line: in the record file, from 1; 0 for an entry that is not from a file.
    """

    key: str
    versions: str | None
    outputs: list[Output]
    line: int = 0

    def holds_for(self, jax_version: str) -> bool:
        """Whether the entry speaks of this JAX version."""
        if self.versions is None:
            return True
        sign, version = self.versions.split()
        older = version_tuple(jax_version) < version_tuple(version)
        return older if sign == "<" else not older


@dataclass
class Record:
    """All entries of a page, in its order."""

    path: Path
    entries: list[Entry] = field(default_factory=list)


def version_tuple(version: str) -> tuple[int, ...]:
    """A version's leading numbers: `0.12.0.1` is (0, 12, 0, 1), `0.13.0.dev5` is (0, 13, 0)."""
    numbers = []
    for part in version.split("."):
        if not part.isdigit():
            break
        numbers.append(int(part))
    return tuple(numbers)


def record_path(docs: Path, page: str) -> Path:
    """Where a page's record is: `parallel/index` has `docs/_records/parallel/index.txt`."""
    return docs / RECORDS / f"{page}.txt"


def cell_keys(sources: list[str]) -> list[str]:
    """A name for each cell: its first telling line, numbered if not unique.

    Imports, decorators and comments tell little: they count only where nothing else stands.
    """
    counts: dict[str, int] = {}
    keys = []
    for source in sources:
        lines = [line.strip() for line in source.splitlines() if line.strip()] or ["(empty)"]
        first = next((line for line in lines if not line.startswith(_TELLS_LITTLE)), lines[0])
        counts[first] = counts.get(first, 0) + 1
        keys.append(first if counts[first] == 1 else f"{first} #{counts[first]}")
    return keys


def read_record(path: Path) -> Record:
    """Read a record.

    Raises:
        FileNotFoundError: the page has no record.
        RecordError: the file is not UTF-8 or not of the form above.
    """
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise RecordError(path, 1, f"not UTF-8 (byte {error.start})") from None
    record = Record(path)
    block: list[str] | None = None
    kind = ""

    def close() -> None:
        if block is not None:
            record.entries[-1].outputs.append(Output(kind, "\n".join(block).strip("\n")))

    for number, line in enumerate(text.split("\n"), start=1):
        if line.startswith(_HEADING):
            close()
            block = None
            match = _ENTRY.fullmatch(line[len(_HEADING) :])
            assert match is not None  # the pattern takes any text
            record.entries.append(Entry(match["cell"], match["range"], [], number))
        elif line.startswith(_KIND) and record.entries:
            close()
            kind, block = line[len(_KIND) :], []
        elif block is not None and (line.startswith(_INDENT) or not line):
            block.append(line[len(_INDENT) :])
        elif line and not (line.startswith("#") and not record.entries):
            raise RecordError(path, number, f"not a line of a record: {line[:60]!r}")
    close()
    seen: set[tuple[str, str | None]] = set()
    for entry in record.entries:
        if (entry.key, entry.versions) in seen:
            raise RecordError(path, entry.line, f"a second entry for the cell {entry.key!r}")
        seen.add((entry.key, entry.versions))
    return record


def write_record(record: Record, page: str) -> None:
    """Write a record, whole or not at all."""
    lines = [f"# What the cells of {page} print. Written by `nox -s accept`, read in its diff."]
    for entry in record.entries:
        versions = f" [jax {entry.versions}]" if entry.versions else ""
        lines += ["", f"{_HEADING}{entry.key}{versions}"]
        for output in entry.outputs:
            lines.append(f"{_KIND}{output.kind}")
            lines += [
                f"{_INDENT}{line}".rstrip() for line in output.text.split("\n") if output.text
            ]
    record.path.parent.mkdir(parents=True, exist_ok=True)
    temporary = record.path.with_name(record.path.name + ".new")
    temporary.write_text("\n".join(lines) + "\n", encoding="utf-8")
    temporary.replace(record.path)
