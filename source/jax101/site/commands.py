"""What a contributor can ask of the site; the nox sessions call these."""

from __future__ import annotations

import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util.console import color_terminal
from sphinx.util.console import nocolor as disable_colour
from sphinx.util.docutils import docutils_namespace, patch_docutils

from jax101.cores import usable_cores
from jax101.execute.client import Execution
from jax101.execute.page import Page, PageError, read_page
from jax101.execute.schedule import Durations, execute_pages
from jax101.kernel.warm import KernelStartError, WarmKernels
from jax101.site.execution import RECORDS, page_cells
from jax101.verify import drift
from jax101.verify.page import verify_page
from jax101.verify.records import Record, RecordError, read_record, record_path, write_record


def build(root: Path, jobs: str) -> int:
    """Build into a stage, and put it in place of the last good site when all is verified."""
    target, stage = root / "_build" / "html", root / "_build" / "stage"
    status = _sphinx(root, "html", stage, jobs=usable_cores() if jobs == "auto" else int(jobs))
    if status:
        kept = f"; {target} still holds the last good site" if target.exists() else ""
        print(f"\nThe site was not published{kept}.", file=sys.stderr)
        return status
    fresh, old = target.with_name("html.new"), target.with_name("html.old")
    for leftover in (fresh, old):
        shutil.rmtree(leftover, ignore_errors=True)
    shutil.copytree(stage, fresh)
    if target.exists():
        target.rename(old)
    fresh.rename(target)
    shutil.rmtree(old, ignore_errors=True)
    print(f"\nThe site is ready: {(target / 'index.html').as_uri()}")
    return 0


def gpu(root: Path, *, platform: str, record: bool, parallel: bool) -> int:
    """Build and verify the site with the pages that ask for no CPU devices on this machine's GPU.

    Args:
        root: the repository.
        platform: JAX's name of it. With `cpu`, which the tests use, all goes the same way on a
            CPU, and everything that is written says so.
        record: whether to keep what only a GPU can show, and the evidence, in docs/.
        parallel: whether the pages that ask for CPU devices run on as many GPUs.
    """
    settings: dict[str, Any] = {
        "jax101_platform": platform,
        "jax101_record": record,
        "jax101_parallel_on_gpus": parallel,
    }
    # What is recorded carries the date of this run, so nothing of an older one is used.
    status = _sphinx(root, "html", root / "_build" / "gpu", fresh=record, **settings)
    if not status:
        print(
            f"\nVerified on the GPU: {(root / '_build' / 'gpu' / 'about' / 'verification.html').as_uri()}"
        )
    return status


def live(root: Path, port: int, open_browser: bool) -> int:
    """Serve the site, and rebuild and reload on save. Kernels stay warm between builds."""
    command = [
        *(sys.executable, "-m", "sphinx_autobuild", "-c", str(root), "--port", str(port)),
        *("-d", str(root / "_build" / "doctrees-live"), "-n"),
        # A page in the making is shown as it is, with its warnings in the terminal.
        *("-D", "jax101_publish_unverified=1"),
        *("--watch", str(root / "source"), "--watch", str(root / "conf.py")),
        *(["--open-browser"] if open_browser else []),
        *(str(root / "docs"), str(root / "_build" / "live")),
    ]
    with WarmKernels() as kernels:
        kernels.wait()
        try:
            return subprocess.call(command, cwd=root)
        except KeyboardInterrupt:
            return 0


def links(root: Path) -> int:
    """Internal links are strict; external ones are tried, and reported whatever they answer."""
    status = _sphinx(root, "html", root / "_build" / "links-html")
    output = root / "_build" / "links"
    _sphinx(root, "linkcheck", output, linkcheck_timeout=10, linkcheck_retries=1)
    report = output / "output.txt"
    if report.exists():
        text = report.read_text(encoding="utf-8").strip()
        print(f"External links that did not answer as expected:\n{text or 'none'}")
    return status


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
        path = record_path(root / "docs" / RECORDS, name)
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


def _sphinx(
    root: Path, builder: str, output: Path, *, jobs: int = 1, fresh: bool = False, **settings: Any
) -> int:
    """Run Sphinx here. Warnings are errors, and all of them are shown.

    Returns:
        An exit status. What a person can mend is one message without a traceback.
    """
    docs, doctrees = root / "docs", root / "_build" / "doctrees"
    if not color_terminal():
        disable_colour()
    try:
        with patch_docutils(root), docutils_namespace():
            app = Sphinx(
                *(docs, root, output, doctrees, builder, settings),
                freshenv=fresh,
                warningiserror=True,
                parallel=jobs,
            )
            app.build()
            if app.statuscode:
                # Sphinx repeats a warning only for a page that it reads or writes again.
                (doctrees / "environment.pickle").unlink(missing_ok=True)
            return app.statuscode
    except (SphinxError, UnicodeDecodeError) as error:
        print(f"\n{getattr(error, 'category', 'Error')}: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nInterrupted; nothing was written.", file=sys.stderr)
        return 130


def _jax_version() -> str:
    return version("jax")
