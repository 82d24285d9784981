"""A site on a worker of a Dask cluster: pages run there as on the machine that builds."""

from __future__ import annotations

import io
import shutil
import sys
import tempfile
import threading
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import distributed
from nbformat import NotebookNode

from asrun.kernels.warm import Kernels, KernelStartError
from asrun.page.cell import Page
from asrun.run.client import Limits
from asrun.run.execute import Fault, execute_page
from asrun.run.preflight import PreflightError, preflight

RUNS = 2
"""How often one page is run, where workers are lost."""

_ANSWER_SECONDS = 10.0


@dataclass(frozen=True)
class Site:
    """What a worker has to know; it is sent once to each.

    Attributes:
        files: the folder of the pages, as a zip file.
        preload: modules that the warm process imports.
        environment: of every kernel.
        pass_environment: names of variables to take over from the worker.
        warm: whether to fork kernels.
        limits: of a cell and a page.
        preflight: code that must run first, and what to do where it fails.
        shows: modules whose functions kernels show an option's texts with.
        packages: versions that must be those of the machine that builds, by distribution.
    """

    files: bytes
    preload: Sequence[str] = ()
    environment: dict[str, str] = field(default_factory=dict)
    pass_environment: Sequence[str] = ()
    warm: bool = True
    limits: Limits = field(default_factory=Limits)
    preflight: tuple[str, str] = ("", "")
    shows: Sequence[str] = ()
    packages: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Ran:
    """What a worker sends back: what running fills in of a page.

    Attributes:
        cells: of each code cell its outputs, its count, and the types of its error.
        faults: as in `Execution`.
        dependencies: files that were opened; those beside the pages relative to their folder.
        seconds: as in `Execution`.
        notes: as in `Execution`.
    """

    cells: list[tuple[list[NotebookNode], int | None, Sequence[str]]]
    faults: list[Fault]
    dependencies: list[str]
    seconds: float
    notes: list[str]


class Worker(distributed.WorkerPlugin):
    """A site on one worker: its files and its kernels. Dask sets it up and takes it down."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._lock, self._stop = threading.Lock(), threading.Event()
        self._folder: Path | None = None
        self._kernels: Kernels | None = None
        self._problem = ""

    def __reduce__(self) -> tuple[type[Worker], tuple[Site]]:
        return Worker, (self._site,)  # sent before anything has begun: locks cannot be

    def teardown(self, worker: Any) -> None:  # noqa: ARG002 - as Dask calls it
        """Called by Dask when the build is over: end what runs, and leave nothing."""
        self._stop.set()
        with self._lock:
            if self._kernels is not None:
                self._kernels.close()
            if self._folder is not None:
                shutil.rmtree(self._folder, ignore_errors=True)

    def run(self, page: Page) -> Ran:
        """Run a page whose path is relative to the folder of the pages."""
        with self._lock:
            if self._kernels is None and not self._problem and not self._stop.is_set():
                self._problem = self._begin()
        if self._problem or self._kernels is None or self._folder is None:
            return Ran([], [Fault(None, self._problem or "the build was stopped")], [], 0.0, [])
        page.path = self._folder / page.path
        done = execute_page(page, self._kernels, self._site.limits, self._stop)
        return Ran(
            [
                (c.node.outputs, c.node.execution_count, list(c.error_types))
                for c in page.code_cells
            ],
            done.faults,
            [self._as_sent(path) for path in done.dependencies],
            done.seconds,
            done.notes,
        )

    def _as_sent(self, path: Path) -> str:
        inside = self._folder is not None and path.is_relative_to(self._folder)
        return str(path.relative_to(self._folder) if inside and self._folder else path)

    def _begin(self) -> str:
        """Unpack the site and start the warm process. Returns what keeps pages from running."""
        site = self._site
        for name, wanted in site.packages.items():
            if (here := _version(name)) != wanted:
                return f"it has {name} {here or 'not at all'}, and this machine has {wanted}"
        self._folder = Path(tempfile.mkdtemp(prefix="asrun-site-")).resolve()
        with zipfile.ZipFile(io.BytesIO(site.files)) as archive:
            archive.extractall(self._folder)
        found = [find_spec(name) for name in site.shows]
        origins = [Path(spec.origin).resolve() for spec in found if spec and spec.origin]
        self._kernels = Kernels.start(
            preload=site.preload,
            environment=site.environment,
            pass_environment=site.pass_environment,
            warm=site.warm,
            import_from=[str(origin.parents[1]) for origin in origins],
        )
        try:
            self._kernels.wait()
            if site.preflight[0]:
                preflight(*site.preflight, self._kernels)
        except (KernelStartError, PreflightError) as error:
            return str(error)
        return ""


def run_on_worker(name: str, page_name: str, page: Page) -> tuple[str, Ran | str]:
    """Run a page where Dask has put it, unless it took workers with it before.

    Returns:
        The worker's address, and what came of the page or why it was not run.
    """
    worker = distributed.get_worker()
    begun = distributed.Variable(f"{name}/{page_name}", distributed.get_client())
    before = begun.get(timeout=_ANSWER_SECONDS)
    if len(before) >= RUNS:
        return worker.address, f"lost its worker, {RUNS} times: {names_of(before)}"
    begun.set([*before, worker.address])
    plugin = worker.plugins[name]
    assert isinstance(plugin, Worker)  # as it was registered
    return worker.address, plugin.run(page)


def versions(names: Sequence[str]) -> dict[str, str]:
    """What a worker must have in the same version; Python itself is among it."""
    found = {name: _version(name) for name in names if name}
    return {"python": _version("python"), **{n: v for n, v in found.items() if v}}


def _version(name: str) -> str:
    if name == "python":
        return f"{sys.version_info.major}.{sys.version_info.minor}"
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def names_of(workers: Sequence[str]) -> str:
    """The addresses of workers in a message."""
    return ", ".join(workers) or "none"
