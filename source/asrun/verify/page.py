"""Verify one page that ran: against its record, its options and its prose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from asrun.findings import Finding, Kind
from asrun.page.cell import Cell, Page
from asrun.platforms import Platform
from asrun.records import pictures
from asrun.records.compare import difference, equal
from asrun.records.files import Entry, Record, RecordError, cell_keys, read_record
from asrun.records.outputs import Output
from asrun.verify.declared import check_declared
from asrun.verify.evidence import Evidence
from asrun.verify.prose import check_prose


@dataclass(frozen=True)
class Against:
    """What a page is held against, beside itself.

    Attributes:
        record: the file, whether or not it is there.
        versioned: the package whose versions records name; empty without one.
        version: the one that ran the cells.
        accept: the line that tells how to accept the outputs.
        platform: the other platform that ran the cells; None for the usual one.
        repetitions: whether prose must quote what it repeats.
    """

    record: Path
    versioned: str
    version: str
    accept: str
    platform: Platform | None = None
    repetitions: bool = False


@dataclass
class Verdict:
    """What came of it: findings, empty if the page may be published, and the evidence.

    Attributes:
        findings: in the order of the page.
        evidence: for the page.
        entries: what a record of this run holds.
        changed: keys of those that the record does not hold so.
    """

    findings: list[Finding]
    evidence: Evidence
    entries: list[Entry] = field(default_factory=list)
    changed: set[str] = field(default_factory=set)


def verify_page(page: Page, against: Against) -> Verdict:
    """Compare a page that ran, its cells' outputs filled in, with its record, options and prose."""
    verdict = Verdict([], Evidence.of(page))

    def find(kind: Kind, line: int, message: str, path: Path = page.path) -> None:
        verdict.findings.append(Finding(kind, path, line, message, page.name))

    # The names of cells must not depend on which recorded ones are shown.
    code = [cell for cell in page.code_cells if not cell.options.recorded]
    keys = cell_keys([cell.source for cell in code])
    entries: list[tuple[Cell, Entry]] = []
    for key, cell in zip(keys, code, strict=True):
        if cell.shown and not cell.options.uncompared:
            entry = Entry(key, _versions(cell, against), cell.shown)
            entries.append((cell, entry))
    verdict.entries = [entry for _, entry in entries]
    for cell in page.code_cells:
        if not cell.not_run:  # a recorded cell was held to its options where it ran
            for kind, message in check_declared(cell):
                find(kind, cell.line, message)
    try:
        record = read_record(against.record, against.versioned)
    except FileNotFoundError:
        verdict.changed = {entry.key for entry in verdict.entries}
        if entries:
            message = f"no record: none of the {len(entries)} cells with output is verified"
            find(Kind.RECORD, entries[0][0].line, f"{message}\n{against.accept}")
    except RecordError as error:
        verdict.changed = {entry.key for entry in verdict.entries}
        message = f"{error.message}\nfix it, or delete the file and {against.accept}"
        find(Kind.RECORD, error.line, message, error.path)
    else:
        cells = dict(zip(keys, code, strict=True))
        _compare(entries, cells, record, against, verdict, page)
    for line, message in check_prose(page, repetitions=against.repetitions):
        find(Kind.PROSE, line, message)
    verdict.findings.sort(key=lambda finding: (finding.path != page.path, finding.line))
    return verdict


def _versions(cell: Cell, against: Against) -> str | None:
    if cell.options.differs is None:
        return None
    newer = Entry("", f">= {cell.options.differs}", [])
    return newer.versions if newer.holds_for(against.version) else f"< {cell.options.differs}"


def _compare(
    entries: Sequence[tuple[Cell, Entry]],
    cells: Mapping[str, Cell],
    record: Record,
    against: Against,
    verdict: Verdict,
    page: Page,
) -> None:
    """Hold the entries of this run against those of the record, cell by cell."""
    here = {e.key: e for e in record.entries if e.holds_for(against.version)}
    others = {e.key: e for e in record.entries if not e.holds_for(against.version)}
    evidence, name = verdict.evidence, against.versioned

    def find(kind: Kind, line: int, message: str, path: Path = page.path) -> None:
        verdict.findings.append(
            Finding(kind, path, line, f"{message}\n{against.accept}", page.name)
        )

    for cell, entry in entries:
        old, other = here.pop(entry.key, None), others.pop(entry.key, None)
        if old is None or old.versions != entry.versions or old.outputs != entry.outputs:
            verdict.changed.add(entry.key)
        if old is None:
            missing = f"missing record: this cell's output is not in {record.path.name}"
            find(Kind.RECORD, cell.line, f"{missing}\n{listing(entry.outputs)}")
            continue
        if against.platform and cell.options.on_gpu:
            evidence.declared_elsewhere[cell.line] = cell.options.on_gpu
            continue
        evidence.compared += len(entry.outputs)
        if old.versions != entry.versions:
            was = f"{name} {old.versions}" if old.versions else "every version"
            says = f"{name} {entry.versions}" if entry.versions else "every version"
            message = f"the record is for {was}, the cell speaks of {says}"
            find(Kind.RECORD, old.line, message, record.path)
            continue
        if other and (not entry.versions or other.outputs == old.outputs):
            reason = "is the same: drop ':differs:'" if entry.versions else "is for no cell"
            message = f"the form for {name} {other.versions} {reason}"
            find(Kind.RECORD, other.line, message, record.path)
        same = _same(old.outputs, entry.outputs, cell.options.tolerance, against.platform)
        if same == "rounded":
            evidence.within_platform_tolerance += len(entry.outputs)
        elif same == "other":
            diff = difference(listing(old.outputs), listing(entry.outputs))
            if against.platform:
                diff += "\nif it is right on this platform: ':on-gpu: reason'; if not:"
            find(Kind.OUTPUT, cell.line, f"the output is not the recorded one\n{diff}")
    # A cell may print on the other versions alone.
    silent = {key for key, cell in cells.items() if cell.options.differs}
    for old in (*here.values(), *(e for key, e in others.items() if key not in silent)):
        message = (
            f"unused record: no cell of {page.path.name} begins with {old.key!r} and has output"
        )
        find(Kind.RECORD, old.line, message, record.path)


def _same(
    old: Sequence[Output], new: Sequence[Output], tolerance: float | None, platform: Platform | None
) -> Literal["same", "rounded", "other"]:
    if platform:
        old, new = ([Output(o.kind, platform.any_device(o.text)) for o in s] for s in (old, new))
    if same_outputs(old, new, tolerance):
        return "same"
    if platform and same_outputs(old, new, max(tolerance or 0.0, platform.tolerance)):
        return "rounded"
    return "other"


def same_outputs(
    old: Sequence[Output], new: Sequence[Output], tolerance: float | None = None
) -> bool:
    """Whether two lists of outputs say the same."""
    return len(old) == len(new) and all(
        _same_output(a, b, tolerance) for a, b in zip(old, new, strict=True)
    )


def _same_output(a: Output, b: Output, tolerance: float | None) -> bool:
    if a == b:
        return True
    if a.kind != b.kind:
        return False
    if a.kind.rpartition(" ")[2] in pictures.MIMES:
        return tolerance is not None and pictures.close(a.text, b.text, tolerance)
    return equal(a.text, b.text, tolerance)


def listing(outputs: Sequence[Output]) -> str:
    """Outputs as a person reads them in a message."""
    return "\n".join(f"-- {output.kind}\n{output.text}" for output in outputs)
