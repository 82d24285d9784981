"""Verify one page: what its cells did, against its record, its options and its prose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

from asrun.records.compare import difference, equal
from asrun.verify.device import GPU_TOLERANCE, any_device
from asrun.records.outputs import NO_LABELS, Output, cell_outputs
from asrun.page.options import Policy
from asrun.verify.prose import CodeCell, check_prose
from asrun.records.files import Entry, Record, RecordError, cell_keys, read_record
from asrun.verify.report import Cell, Evidence, Finding, Kind, Report


def verify_page(
    name: str,
    path: Path,
    cells: Sequence[Cell],
    record_file: Path,
    jax_version: str,
    *,
    on_gpu: bool = False,
) -> Report:
    """Compare an executed page with its record.

    Args:
        name: of the page, for the command that accepts.
        path: of the page, for the findings.
        cells: code and prose in order.
        record_file: where the record is, if there is one.
        jax_version: of the JAX that ran the cells.
        on_gpu: whether they ran on a GPU, which allows what `asrun.verify.device` says.

    Returns:
        All findings of the page, in its order.
    """
    recorded = [cell for cell in cells if cell.policy is not None and cell.policy.recorded]
    # Apart, for the names of the others must not depend on which of them are shown.
    code = [cell for cell in cells if cell.policy is not None and not cell.policy.recorded]
    keys = cell_keys([cell.source for cell in code])
    report = Report([], Evidence(cells=len(code), recorded=len(recorded)), [])
    accept = f"accept with: nox -s accept -- {name}"
    for key, cell in zip(keys, code, strict=True):
        assert cell.policy is not None
        outputs = cell_outputs(cell.outputs)
        report.evidence.errors += cell.policy.raises is not None
        report.evidence.tolerance += cell.policy.tolerance is not None
        if cell.policy.uncompared:
            report.evidence.exempt[cell.line] = cell.policy.uncompared
        elif outputs:
            report.entries.append(Entry(key, _versions(cell.policy, jax_version), outputs))
            report.evidence.versions += cell.policy.differs is not None
    # A recorded cell was held to its options where it ran.
    for cell in (*code, *(recorded if on_gpu else ())):
        assert cell.policy is not None
        report.findings += [
            Finding(k, path, cell.line, m)
            for k, m in _declared(cell.policy, cell, cell_outputs(cell.outputs))
        ]
    lines = dict(zip(keys, code, strict=True))
    try:
        record = read_record(record_file)
    except FileNotFoundError:
        if report.entries:
            count = len(report.entries)
            message = f"no record: none of the {count} cells with output is verified\n{accept}"
            report.findings.append(
                Finding("record", path, lines[report.entries[0].key].line, message)
            )
    except RecordError as error:
        message = f"{error.message}\nmend it, or delete the file and {accept}"
        report.findings.append(Finding("record", error.path, error.line, message))
    else:
        report.findings += _against(record, path, report, lines, jax_version, accept, on_gpu)
    report.findings += _prose(path, cells)
    report.findings.sort(key=lambda finding: (finding.path != path, finding.line))
    return report


def _versions(policy: Policy, jax_version: str) -> str | None:
    if policy.differs is None:
        return None
    newer = Entry("", f">= {policy.differs}", [])
    return newer.versions if newer.holds_for(jax_version) else f"< {policy.differs}"


def _declared(policy: Policy, cell: Cell, outputs: Sequence[Output]) -> list[tuple[Kind, str]]:
    """What the cell's own options say it does, and does not."""
    found: list[tuple[Kind, str]] = []
    raised = next(
        (o.kind.removeprefix("error ") for o in outputs if o.kind.startswith("error ")), None
    )
    if policy.raises and raised is None:
        found.append(("error", f"expected {policy.raises}, but the cell raised nothing"))
    elif policy.raises and raised and policy.raises not in (raised, *cell.error_types):
        found.append(("error", f"expected {policy.raises}, but the cell raised {raised}"))
    stderr = "\n".join(o.text for o in outputs if o.kind == "stderr")
    if policy.warns and f"{policy.warns}:" not in stderr:
        found.append(("output", f"expected a {policy.warns}, but the cell warned of nothing such"))
    elif stderr and not policy.warns:
        word = "warning" if "Warning:" in stderr else "text on stderr"
        found.append(
            ("output", f"undeclared {word} (declare a warning with ':warns: Category'):\n{stderr}")
        )
    if any(output.kind == "sharding" and output.text == NO_LABELS for output in outputs):
        found.append(("output", "the sharding display lost its labels: use a narrower array"))
    return found


def _against(
    record: Record,
    path: Path,
    report: Report,
    cells: Mapping[str, Cell],
    jax_version: str,
    accept: str,
    on_gpu: bool,
) -> list[Finding]:
    """The record's entries and this run's, cell by cell."""
    recorded = {e.key: e for e in record.entries if e.holds_for(jax_version)}
    others = {e.key: e for e in record.entries if not e.holds_for(jax_version)}
    found = []
    for entry in report.entries:
        cell = cells[entry.key]
        assert cell.policy is not None
        old = recorded.pop(entry.key, None)
        if old is None:
            message = f"missing record: this cell's output is not in {record.path.name}\n{_listing(entry)}\n{accept}"
            found.append(Finding("record", path, cell.line, message))
            continue
        if on_gpu and cell.policy.on_gpu:
            report.evidence.other_on_gpu[cell.line] = cell.policy.on_gpu
            continue
        report.evidence.compared += len(entry.outputs)
        if old.versions != entry.versions:
            message = f"the record is for JAX {old.versions or 'of any version'}, the cell says {entry.versions or 'any'}\n{accept}"
            found.append(Finding("record", record.path, old.line, message))
            continue
        if (other := others.get(entry.key)) and (
            not entry.versions or other.outputs == old.outputs
        ):
            reason = "is the same: drop ':differs:'" if entry.versions else "is for no cell"
            message = f"the form for JAX {other.versions} {reason}\n{accept}"
            found.append(Finding("record", record.path, other.line, message))
        verdict = _compared(old.outputs, entry.outputs, cell.policy.tolerance, on_gpu=on_gpu)
        if verdict == "rounded":
            report.evidence.within_gpu_tolerance += len(entry.outputs)
        elif verdict == "other":
            diff = difference(_listing(old), _listing(entry))
            way_out = f"if it is right on a GPU: ':on-gpu: reason'\nif not, {accept}"
            message = f"the output is not the recorded one\n{diff}\n{way_out if on_gpu else accept}"
            found.append(Finding("output", path, cell.line, message))
    for old in recorded.values():
        message = f"unused record: no cell of {path.name} begins with {old.key!r} and has output\n{accept}"
        found.append(Finding("record", record.path, old.line, message))
    return found


def _compared(
    old: Sequence[Output], new: Sequence[Output], tolerance: float | None, *, on_gpu: bool
) -> Literal["same", "rounded", "other"]:
    if on_gpu:
        old, new = ([Output(o.kind, any_device(o.text)) for o in side] for side in (old, new))
    if _same(old, new, tolerance):
        return "same"
    if on_gpu and _same(old, new, max(tolerance or 0.0, GPU_TOLERANCE)):
        return "rounded"
    return "other"


def _same(old: Sequence[Output], new: Sequence[Output], tolerance: float | None) -> bool:
    return len(old) == len(new) and all(
        a.kind == b.kind and equal(a.text, b.text, tolerance) for a, b in zip(old, new, strict=True)
    )


def _listing(entry: Entry) -> str:
    return "\n".join(f"-- {output.kind}\n{output.text}" for output in entry.outputs)


def _prose(path: Path, cells: Sequence[Cell]) -> list[Finding]:
    code = {
        i: CodeCell(
            cell.policy.label,
            cell.source,
            "\n".join(
                f"{o.kind.removeprefix('error ')}\n{o.text}"
                for o in cell_outputs(cell.outputs)
                if o.kind != "picture"  # its data is compared, but not read
            ),
        )
        for i, cell in enumerate(cells)
        if cell.policy is not None
    }
    return [
        Finding("prose", path, cell.line + fault.line, fault.message)
        for i, cell in enumerate(cells)
        if cell.policy is None
        for fault in check_prose(
            cell.source, [c for j, c in code.items() if j < i], list(code.values())
        )
    ]
