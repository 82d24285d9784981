"""Run pages on the workers of a Dask cluster, with the records and limits of this machine.

A worker gets the site's pages and all files beside them, and runs each page as this machine would:
in a kernel of its own, forked from a warm process that the worker keeps. What it must have is said
on the page about the engine.
"""

from __future__ import annotations

import io
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import distributed

from asrun.page.cell import Page
from asrun.run.execute import Execution, Fault
from asrun.run.preflight import PreflightError
from asrun.run.worker import Site, Worker, names_of, run_on_worker

_NOT_SENT = frozenset(["_build", "_records", ".ipynb_checkpoints", ".git", "__pycache__"])
_CONNECT_SECONDS = 10.0
_POLL_SECONDS = 0.1
_NO_WORKER_SECONDS = 30.0


class Cluster:
    """A Dask cluster that has the site. Make it with `connected`.

    Attributes:
        size: how many pages run at a time.
    """

    def __init__(self, client: distributed.Client, source: Path, name: str) -> None:
        self._client, self._source, self._name = client, source, name
        self.size = max(1, sum(client.nthreads().values()))

    def execute(self, page: Page, stop: threading.Event) -> Execution:
        """Run a page on a worker; as `execute_page`, also where the worker is lost."""
        begin, execution = time.monotonic(), Execution(page)
        begun = distributed.Variable(f"{self._name}/{page.name}", self._client)
        begun.set([])
        sent = Page(page.name, page.path.relative_to(self._source), page.cells, page.metadata)
        future = self._client.submit(
            run_on_worker, self._name, page.name, sent, pure=False, retries=0
        )
        alone_since = 0.0
        try:
            while not future.done():
                if stop.wait(_POLL_SECONDS):
                    return _failed(execution, "the build was stopped before this page had run")
                alone = not self._client.nthreads()
                alone_since = (alone_since or time.monotonic()) if alone else 0.0
                if alone_since and time.monotonic() - alone_since > _NO_WORKER_SECONDS:
                    return _failed(execution, f"no worker is left; lost: {names_of(begun.get())}")
            if future.status != "finished":
                workers, why = names_of(begun.get()), future.exception()
                return _failed(
                    execution,
                    f"no worker ran the page ({type(why).__name__}: {why}); tried: {workers}",
                )
            worker, ran = future.result()
        finally:
            future.cancel()
            begun.delete()
        if isinstance(ran, str):
            return _failed(execution, ran)
        for cell, (outputs, count, errors) in zip(page.code_cells, ran.cells, strict=False):
            cell.node.outputs, cell.node.execution_count = outputs, count
            cell.error_types = errors
        execution.faults = [Fault(f.cell, f"{f.message} (on {worker})") for f in ran.faults]
        execution.opened = [self._source / path for path in ran.dependencies]
        execution.seconds, execution.notes = time.monotonic() - begin, ran.notes
        return execution


@contextmanager
def connected(address: str, source: Path, site: Site) -> Iterator[Cluster]:
    """Connect to a cluster and give it a site; take it back at the end.

    Args:
        address: of the scheduler, as tcp://host:8786.
        source: the folder of the pages.
        site: what its workers have to know.

    Raises:
        PreflightError: nobody answers, or the cluster has no worker.
    """
    try:
        client = distributed.Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise PreflightError(
            f"no Dask scheduler answers at {address!r} ({error}): "
            "start one with `dask scheduler`, or build without an executor"
        ) from None
    name = f"asrun-{uuid4().hex[:8]}"
    with client:
        if not client.nthreads():
            raise PreflightError(
                f"{address} has no worker: start some with `dask worker {address}`"
            )
        client.register_plugin(Worker(site), name=name)
        try:
            yield Cluster(client, source, name)
        finally:
            client.unregister_worker_plugin(name)


def pack(source: Path) -> bytes:
    """The folder of the pages as a zip file, without what no page may open.

    Args:
        source: the folder.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for path in sorted(source.rglob("*")):
            inside = path.relative_to(source)
            if path.is_file() and not any(part in _NOT_SENT for part in inside.parts):
                archive.write(path, inside)
    return packed.getvalue()


def _failed(execution: Execution, message: str) -> Execution:
    execution.faults = [Fault(None, message)]
    return execution
