"""Before Sphinx reads: run the pages that changed, all at once, and verify each."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from nbformat import v4
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import SphinxError
from sphinx.util import logging

import jax101
from asrun.run.client import Limits
from asrun.run.devices import on_real_devices
from asrun.page.read import Page, PageError, read_page
from asrun.run.preflight import PreflightError, gpu_kind, preflight
from asrun.run.execute import Execution
from asrun.run.schedule import Durations, execute_pages
from asrun.kernels.environment import DEVICES
from asrun.kernels.warm import KernelStartError, WarmKernels
from asrun.sphinxext.results import PageResult, results
from asrun.sphinxext.verification import verify, warn
from asrun.records.recordings import FOLDER, recording_path
from asrun.records.files import RECORDS
from asrun.verify.report import Evidence

logger = logging.getLogger(__name__)
_VERSIONED = ("jax", "jaxlib", "numpy", "ipykernel", "myst-nb")
_PACKAGE = Path(jax101.__file__).parent
_CODE = ("checker", "execute", "kernel", "pictures", "site", "verify")


class Unverified(SphinxError):
    """Pages differ from their records, so nothing of this build is written."""

    category = "Not published"


def setup(app: Sphinx) -> None:
    app.add_config_value("jax101_environment", _environment(), "env", types=frozenset({str}))
    app.add_config_value("jax101_platform", "", "env", types=frozenset({str}))
    app.add_config_value("jax101_parallel_on_gpus", False, "env", types=frozenset({bool}))
    app.add_config_value("jax101_cell_seconds", 60.0, "", types=frozenset({float, int}))
    app.add_config_value("jax101_page_seconds", 240.0, "", types=frozenset({float, int}))
    app.add_config_value("jax101_cell_characters", 1_000_000, "", types=frozenset({int}))
    app.add_config_value("jax101_publish_unverified", False, "", types=frozenset({bool}))
    app.connect("config-inited", _start_kernels, priority=100)
    app.connect("env-get-outdated", _run_again)
    app.connect("env-before-read-docs", _execute)
    app.connect("env-updated", _refuse)
    app.connect("build-finished", _stop_kernels)


def _environment() -> str:
    """What pages depend on beside themselves: when it changes, every page runs again."""
    versions = " ".join(f"{name}-{version(name)}" for name in _VERSIONED)
    code = hashlib.sha256()
    for path in sorted(path for part in _CODE for path in (_PACKAGE / part).rglob("*.py")):
        code.update(path.read_bytes())
    switch = os.environ.get("JAX101_WARM_KERNELS", "1")
    return f"{versions} code-{code.hexdigest()[:12]} warm-{switch}"


def _start_kernels(app: Sphinx, config: Any) -> None:
    # While the warm process imports JAX, Sphinx loads the rest.
    app.jax101_kernels = WarmKernels()  # type: ignore[attr-defined]


def _stop_kernels(app: Sphinx, exception: Exception | None = None) -> None:
    app.jax101_kernels.close()  # type: ignore[attr-defined]


def _run_again(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Pages that were not green, or that lacked a recording and may have one now.

    An incremental build must not forget what it found before.
    """
    found = [
        name
        for name, result in results(env).items()
        if not result.green or (result.left_out and _recording(env, name).exists())
    ]
    return [name for name in found if name in env.found_docs and name not in removed]


def _execute(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    for name in [name for name in results(env) if name in docnames or name not in env.found_docs]:
        del results(env)[name]
    pages = list(_read(app, env, docnames))
    platform = app.config.jax101_platform  # none, if the build is not for a GPU
    one = [page for page in pages if platform and not page.asks_for_cpu]
    many = [page for page in pages if platform and page.asks_for_cpu]
    if not app.config.jax101_parallel_on_gpus:
        many = []
    on_cpu = [page for page in pages if page not in one and page not in many]
    try:
        if on_cpu:
            kernels: WarmKernels = app.jax101_kernels  # type: ignore[attr-defined]
            kernels.wait()
            if not kernels.borrowed:
                preflight()
            _run(app, on_cpu, f"{DEVICES} CPU devices")
        if one or many:
            _stop_kernels(app)
            with WarmKernels(platform=platform) as kernels:
                kernels.wait()
                kind = gpu_kind(platform, DEVICES if many else 1)
                # One at a time: pages share the GPU's memory.
                _run(app, one, kind, workers=1, on_gpu=True)
                with on_real_devices(many):
                    _run(
                        app,
                        many,
                        f"{DEVICES} \N{MULTIPLICATION SIGN} {kind}",
                        workers=1,
                        on_gpu=True,
                    )
        _unused_records(app, env)
    except (KernelStartError, PageError, PreflightError) as error:
        raise SphinxError(str(error)) from None
    finally:
        _stop_kernels(app)


def _run(
    app: Sphinx, pages: list[Page], device: str, *, workers: int | None = None, on_gpu: bool = False
) -> None:
    """Execute pages in the kernels that are there, and verify each."""
    durations = Durations(Path(app.doctreedir).parent / "durations.json")
    limits = Limits(
        app.config.jax101_cell_seconds,
        app.config.jax101_page_seconds,
        app.config.jax101_cell_characters,
    )
    executions = execute_pages(
        pages, durations=durations, limits=limits, progress=_progress, workers=workers
    )
    for page in pages:  # in the order of the site, whatever the order they ended in
        results(app.env)[page.name] = verify(app, executions[page.name], device, on_gpu=on_gpu)


def _read(app: Sphinx, env: BuildEnvironment, docnames: Iterable[str]) -> Iterable[Page]:
    for name in docnames:
        path = Path(env.doc2path(name))
        if path.suffix != ".md":
            continue
        try:
            page = read_page(
                name,
                path,
                env.myst_config,  # type: ignore[attr-defined]
                run_recorded=bool(app.config.jax101_platform),
            )
        except PageError as error:
            warn("page", (name, error.line), error.message)
            results(env)[name] = PageResult(v4.new_notebook(), [], Evidence(), green=False)
            continue
        if page.left_out:
            logger.info("%s: parts left out for want of a recording: %d", name, page.left_out)
        if page.has_code:
            yield page


def _progress(execution: Execution, done: int, of: int) -> None:
    state = "failed" if execution.faults else "ran"
    cells = len(execution.page.code_cells)
    logger.info(
        "[%d/%d] %s %s: %d cells, %.1f s",
        done,
        of,
        state,
        execution.page.name,
        cells,
        execution.seconds,
    )


def _recording(env: BuildEnvironment, name: str) -> Path:
    return recording_path(Path(env.doc2path(name)), name)


def _unused_records(app: Sphinx, env: BuildEnvironment) -> None:
    folders = (Path(app.srcdir) / RECORDS, "*.txt"), (Path(app.srcdir) / FOLDER, "*.json")
    for folder, path in [(f, path) for f, names in folders for path in sorted(f.rglob(names))]:
        name = path.relative_to(folder).with_suffix("").as_posix()
        if name not in env.found_docs:
            warn(
                "record",
                f"{path}:1",
                f"record of a page that is gone: delete it, or bring back {name}.md",
            )


def _refuse(app: Sphinx, env: BuildEnvironment) -> None:
    """Write nothing when a page is not verified; what was published before stays as it is."""
    red = sorted(name for name, result in results(env).items() if not result.green)
    if red and not app.config.jax101_publish_unverified:
        raise Unverified(
            f"{len(red)} of {len(results(env))} pages are not verified: {', '.join(red)}"
        )
