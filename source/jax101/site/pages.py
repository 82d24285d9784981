"""Run pages without building the site: record what they print, or compare it between versions."""

from __future__ import annotations

import sys
from importlib.metadata import version
from pathlib import Path

from jax101.execute.page import Page, PageError, read_page
from jax101.execute.run import Execution
from jax101.execute.schedule import Durations, execute_pages
from jax101.kernel.warm import KernelStartError, WarmKernels
from jax101.site.verification import page_cells
from jax101.verify import drift
from jax101.verify.page import verify_page
from jax101.verify.records import (
    RECORDS,
    Record,
    RecordError,
    read_record,
    record_path,
    write_record,
)


def accept(root: Path, names: list[str]) -> int:
    """Run pages, show what differs from their records, and write these. Pages are never touched."""
    try:
        executions = _run(root, names)
    except (PageError, KernelStartError) as error:
        print(error, file=sys.stderr)
        return 2
    if _report_faults(executions):
        print("\nNothing was accepted: mend what does not run first.", file=sys.stderr)
        return 1
    for name, execution in executions.items():
        path = record_path(root / "docs", name)
        report = verify_page(name, execution.page.path, page_cells(execution), path, _jax_version())
        # What an option declares and prose quotes is mended in the page, not accepted.
        for finding in report.findings:
            print(f"{finding.path}:{finding.line}: {finding.message}\n")
        record = Record(path, [*report.entries])
        try:
            old = read_record(path).entries
        except (FileNotFoundError, RecordError):
            old = []
        for entry in old:  # the form for other JAX versions stays
            if entry.versions and not entry.holds_for(_jax_version()):
                keys = [e.key for e in record.entries]
                if entry.key in keys:
                    record.entries.insert(keys.index(entry.key), entry)
        if record.entries:
            write_record(record, name)
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
    try:
        table, count = drift.table([drift.read_snapshot(file) for file in files])
    except drift.SnapshotError as error:
        print(error, file=sys.stderr)
        return 2
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


def _drop_unused(root: Path, names: set[str]) -> None:
    folder = root / "docs" / RECORDS
    for path in sorted(folder.rglob("*.txt")):
        name = path.relative_to(folder).with_suffix("").as_posix()
        if name not in names:
            path.unlink()
            print(f"{name}: record dropped, the page is gone or prints nothing")


def _jax_version() -> str:
    return version("jax")
