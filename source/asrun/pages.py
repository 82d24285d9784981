"""Run pages without building the site: verify them, record what they print, compare versions."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from asrun.page.read import Page, PageError, read_page
from asrun.run.execute import Execution
from asrun.run.schedule import Durations, execute_pages
from asrun.kernels.warm import WarmKernels
from asrun.sphinxext.verification import page_cells
from asrun.verify import drift
from asrun.verify.page import verify_page
from asrun.records.files import (
    RECORDS,
    Entry,
    Record,
    RecordError,
    read_record,
    record_path,
    version_tuple,
    write_record,
)
from asrun.verify.report import Report


def verify(root: Path, names: list[str]) -> int:
    """Run pages and compare them with their records on this JAX. Writes nothing."""
    executions = _run(root, names)
    found = _report_faults(executions)
    for name, execution in executions.items():
        findings = _report(root, execution).findings
        for finding in findings:
            print(f"{finding.path}:{finding.line}: {finding.message}\n", file=sys.stderr)
        if findings or execution.faults:
            found = True
        else:
            print(f"{name}: verified on JAX {_jax_version()}")
    return 1 if found else 0


def releases(root: Path) -> int:
    """Print the releases of JAX that cells name for another output, each with its pages."""
    named: dict[str, set[str]] = {}
    for page in read_pages(root, []):
        for policy in page.policies.values():
            if policy.differs:
                named.setdefault(policy.differs, set()).add(page.name)
    for release in sorted(named, key=version_tuple):
        print(release, *sorted(named[release]))
    return 0


def accept(root: Path, names: list[str]) -> int:
    """Run pages, show what differs from their records, and write these. Pages are never touched."""
    executions = _run(root, names)
    if _report_faults(executions):
        print("\nNothing was accepted: mend what does not run first.", file=sys.stderr)
        return 1
    for name, execution in executions.items():
        path = record_path(root / "docs", name)
        report = _report(root, execution)
        # What an option declares and prose quotes is mended in the page, not accepted.
        for finding in report.findings:
            print(f"{finding.path}:{finding.line}: {finding.message}\n")
        try:
            old = read_record(path).entries
        except (FileNotFoundError, RecordError):
            old = []
        entries = _with_other_forms(report.entries, old)
        if entries:
            write_record(Record(path, entries), name)
        else:
            path.unlink(missing_ok=True)
        print(f"{name}: {len(report.entries)} cells recorded")
    if not names:
        _drop_unused(root, set(executions))
    return 0


def snapshot(root: Path, file: Path) -> int:
    """Run every page and write what its cells print, for a comparison with another JAX."""
    executions = _run(root, [])
    cells = {name: page_cells(execution) for name, execution in executions.items()}
    faults = {
        name: [fault.message for fault in e.faults] for name, e in executions.items() if e.faults
    }
    drift.write_snapshot(file, _jax_version(), cells, faults)
    print(f"{file}: {len(cells)} pages on JAX {_jax_version()}")
    return 0


def compare(files: list[Path]) -> int:
    """Print a table of the cells whose outputs differ between snapshots."""
    table, count = drift.table([drift.read_snapshot(file) for file in files])
    print(table)
    return 1 if count else 0


def read_pages(root: Path, names: list[str]) -> list[Page]:
    """The pages of docs/ that have code cells.

    Args:
        root: the repository.
        names: docnames; all pages if empty.

    Raises:
        PageError: a page is not there or cannot be read.
    """
    docs = root / "docs"
    if not names:
        found = (path.relative_to(docs) for path in sorted(docs.rglob("*.md")))
        names = [p.with_suffix("").as_posix() for p in found if not p.as_posix().startswith("_")]
    pages = []
    for name in (name.removeprefix("docs/").removesuffix(".md") for name in names):
        path = docs / f"{name}.md"
        if not path.exists():
            raise PageError(path, 1, "there is no such page")
        pages.append(read_page(name, path))
    return [page for page in pages if page.has_code]


def _run(root: Path, names: list[str]) -> dict[str, Execution]:
    pages = read_pages(root, names)
    with WarmKernels() as kernels:
        kernels.wait()
        done = execute_pages(pages, durations=Durations(root / "_build" / "durations.json"))
    return {page.name: done[page.name] for page in pages}


def _report(root: Path, execution: Execution) -> Report:
    page = execution.page
    record = record_path(root / "docs", page.name)
    return verify_page(page.name, page.path, page_cells(execution), record, _jax_version())


def _report_faults(executions: dict[str, Execution]) -> bool:
    """Print what did not run. Returns whether there was anything."""
    found = False
    for execution in executions.values():
        page = execution.page
        for fault in execution.faults:
            line = page.line(fault.cell) if fault.cell is not None else 1
            print(f"{page.path}:{line}: {fault.message}", file=sys.stderr)
            found = True
    return found


def _with_other_forms(entries: Sequence[Entry], old: Sequence[Entry]) -> list[Entry]:
    """Beside an entry for some versions of JAX, the old one for the others; the older comes first."""
    other = {e.key: e for e in old if e.versions and not e.holds_for(_jax_version())}
    found = []
    for entry in entries:
        forms = [entry]
        if entry.versions and entry.key in other:
            forms.append(other[entry.key])
        found += sorted(forms, key=lambda form: form.versions or "")  # "<" before ">="
    return found


def _drop_unused(root: Path, names: set[str]) -> None:
    folder = root / "docs" / RECORDS
    for path in sorted(folder.rglob("*.txt")):
        name = path.relative_to(folder).with_suffix("").as_posix()
        if name not in names:
            path.unlink()
            print(f"{name}: record dropped, the page is gone or prints nothing")


def _jax_version() -> str:
    return version("jax")
