r"""The record of a page: a readable text file, made to be reviewed in a diff.

    == jax.jit(double)(x)
    -- stdout
        tracing
    -- result
        Array([2., 4.], dtype=float32)

A cell is named by the first telling line of its code; a second cell with the same line has ` #2`
after it. Cells without output have no entry. Where versions of a package differ, a cell has two
entries, such as ` [jax < 0.11.0]` and ` [jax >= 0.11.0]`. A line that an editor would not show
faithfully is escaped, see `asrun.records.escape`. What is written is read as it was.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from packaging.version import Version

from asrun.files import write_whole
from asrun.records.escape import EscapeError, escape, is_plain, unescape
from asrun.records.outputs import Output

RECORDS = "_records"
"""The folder of all records, beside the pages."""

_HEADING = "== "
_KIND = "-- "
_INDENT = "    "
_TELLS_LITTLE = ("import ", "from ", "@", "#", '"""', ")")
_ENTRY = re.compile(r"(?P<cell>.*?)(?: \[(?P<package>[\w.-]+) (?P<range>(?:<|>=) \d[\d.]*)\])?")


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

    def holds_for(self, version: str) -> bool:
        """Whether the entry speaks of this version; one before a release counts as the release."""
        if self.versions is None:
            return True
        sign, bound = self.versions.split()
        older = Version(Version(version).base_version) < Version(bound)
        return older if sign == "<" else not older


@dataclass
class Record:
    """All entries of a page, in its order."""

    path: Path
    entries: list[Entry] = field(default_factory=list)


def record_path(source: Path, page: str) -> Path:
    """Where a page's record is: `parallel/index` has `_records/parallel/index.txt`."""
    return source / RECORDS / f"{page}.txt"


def cell_keys(sources: list[str]) -> list[str]:
    """A name for each cell: its first telling line, numbered if not unique.

    Imports, decorators and comments tell little: they count only where nothing else stands.
    """
    keys: list[str] = []
    for source in sources:
        lines = [line.strip() for line in source.split("\n") if line.strip()] or ["(empty)"]
        first = next((line for line in lines if not line.startswith(_TELLS_LITTLE)), lines[0])
        key, number = first, 1
        while key in keys:
            number += 1
            key = f"{first} #{number}"
        keys.append(key)
    return keys


def read_record(path: Path, versioned: str = "") -> Record:
    """Read a record.

    Args:
        path: the file.
        versioned: the package whose versions its entries may name.

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
            while block and not block[-1]:
                block.pop()  # what parts one entry from the next
            lines = [unescape(line) for line in block]
            record.entries[-1].outputs.append(Output(kind, "\n".join(lines)))

    for number, line in enumerate(text.split("\n"), start=1):
        try:
            if line.startswith(_HEADING):
                close()
                block = None
                record.entries.append(_entry(line[len(_HEADING) :], versioned, number))
            elif line.startswith(_KIND) and record.entries:
                close()
                kind, block = unescape(line[len(_KIND) :]), []
            elif block is not None and (line.startswith(_INDENT) or not line):
                block.append(line[len(_INDENT) :])
            elif line and not (line.startswith("#") and not record.entries):
                raise RecordError(path, number, f"not a line of a record: {line[:60]!r}")
        except EscapeError as error:
            raise RecordError(path, number, str(error)) from None
    try:
        close()
    except EscapeError as error:
        raise RecordError(path, number, str(error)) from None
    _refuse_doubles(record)
    return record


def _refuse_doubles(record: Record) -> None:
    seen: set[tuple[str, str | None]] = set()
    for entry in record.entries:
        if (entry.key, entry.versions) in seen:
            raise RecordError(record.path, entry.line, f"a second entry for the cell {entry.key!r}")
        seen.add((entry.key, entry.versions))


def _entry(heading: str, versioned: str, line: int) -> Entry:
    match = _ENTRY.fullmatch(heading)
    if match and match["range"] and match["package"] == versioned:
        return Entry(unescape(match["cell"]), match["range"], [], line)
    return Entry(unescape(heading), None, [], line)


def write_record(record: Record, page: str, versioned: str = "") -> None:
    """Write a record, whole or not at all.

    Args:
        record: what to write, and where.
        page: its docname, for the reader of the file.
        versioned: the package whose versions its entries name.
    """
    lines = [f"# What the cells of {page} print. Written by accept, to be read in its diff."]
    for entry in record.entries:
        versions = f" [{versioned} {entry.versions}]" if entry.versions else ""
        lines += ["", f"{_HEADING}{_key(entry.key)}{versions}"]
        for output in entry.outputs:
            lines += [f"{_KIND}{escape(output.kind)}", *_block(output.text)]
    write_whole(record.path, "\n".join(lines) + "\n")


def _key(key: str) -> str:
    """A key as it is written: one that ends like a range of versions must not be read as that."""
    match = _ENTRY.fullmatch(key)
    if is_plain(key) and match and match["range"]:
        return "\\" + key.replace("\\", "\\\\").removesuffix("]") + r"\x5d"
    written = escape(key)
    return (
        written.removesuffix("]") + r"\x5d"
        if written[:1] == "\\" and written[-1:] == "]"
        else written
    )


def _block(text: str) -> list[str]:
    """The lines of a text as they are written. An empty one at its end must not be lost."""
    lines = text.split("\n") if text else []
    written = [f"{_INDENT}{escape(line)}" if line else "" for line in lines]
    if written and not written[-1]:
        written[-1] = f"{_INDENT}\\"
    return written
