"""Where pages run: in kernels on this machine, on another platform, or on a cluster."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from asrun.cores import usable_cores
from asrun.kernels.warm import Kernels
from asrun.page.cell import Page
from asrun.platforms import Platform
from asrun.project import Project
from asrun.run.client import Limits
from asrun.run.execute import Execution, execute_page
from asrun.run.preflight import PreflightError, preflight
from asrun.run.schedule import Durations, Progress, execute_pages


def execute(
    project: Project,
    pages: list[Page],
    platform: Platform | None,
    kernels: Kernels | None,
    progress: Progress | None,
) -> tuple[dict[str, Execution], str]:
    """Execute pages in parallel, in kernels of this machine or on the cluster that is set.

    Args:
        project: the site.
        pages: all with code cells.
        platform: the other platform that runs them; None for the usual one.
        kernels: started already; they stay open.
        progress: told of each page that ran.

    Returns:
        What came of each page, by name, and the name of the device.

    Raises:
        KernelStartError: the process that forks kernels did not start.
        PreflightError: this machine, or the cluster, cannot run the pages.
    """
    settings = project.settings
    limits = Limits(settings.cell_seconds, settings.page_seconds, settings.cell_characters)
    if settings.executor and platform is None:
        return _on_cluster(project, pages, limits, progress), settings.device
    with _ready(project, platform, kernels) as ready:
        code = platform.preflight if platform else settings.preflight
        device = settings.device
        if code and not ready.borrowed:
            advice = platform.advice if platform else settings.preflight_advice
            printed = preflight(code, advice, ready)
            device = printed if platform else device

        # Pages share the platform's memory, so their cells run one page at a time; the kernel of
        # the next page starts meanwhile.
        turn = threading.Semaphore() if platform else None

        def one(page: Page, stop: threading.Event) -> Execution:
            with _what_runs(page, platform):
                return execute_page(page, ready, limits, stop, turn)

        done = execute_pages(
            pages,
            one,
            durations=Durations(project.state / "durations.json"),
            workers=2 if platform else usable_cores(),
            progress=progress,
        )
    return done, device


def _on_cluster(
    project: Project, pages: list[Page], limits: Limits, progress: Progress | None
) -> dict[str, Execution]:
    """Execute pages on the workers of a Dask cluster. Returns what came of each."""
    settings = project.settings
    try:
        from asrun.run.cluster import connected, pack
        from asrun.run.worker import Site, versions
    except ImportError:
        message = "asrun_executor needs Dask: pip install 'asrun[dask]'"
        raise PreflightError(message) from None
    site = Site(
        pack(project.source),
        preload=settings.preload,
        environment=dict(settings.environment),
        pass_environment=settings.pass_environment,
        warm=settings.warm_kernels,
        limits=limits,
        preflight=(settings.preflight, settings.preflight_advice),
        shows=[option.show.partition(":")[0] for option in project.options if option.show],
        packages=versions(["asrun", settings.versioned, *settings.depends_on_packages]),
    )
    with connected(settings.executor, project.source, site) as cluster:
        return execute_pages(
            pages,
            cluster.execute,
            durations=Durations(project.state / "durations.json"),
            workers=cluster.size,
            progress=progress,
        )


def kernels_for(project: Project, platform: Platform | None = None) -> Kernels:
    """Start what a project's pages run in. Close it, or use it as a context.

    The warm process imports while the caller does other things; `run` waits for it.
    """
    settings = project.settings
    own, passed = dict(settings.environment), list(settings.pass_environment)
    if platform:
        # What the platform takes over from whoever builds, the site's own value must not hide.
        own = {n: value for n, value in own.items() if n not in platform.pass_environment}
        own |= platform.environment
        passed += platform.pass_environment
    return Kernels.start(
        preload=settings.preload,
        environment=own,
        pass_environment=passed,
        warm=settings.warm_kernels,
        socket="" if platform else settings.kernel_socket,
        import_from=project.import_from,
    )


@contextmanager
def _ready(project: Project, platform: Platform | None, given: Kernels | None) -> Iterator[Kernels]:
    if given is not None and platform is None:
        given.wait()
        yield given
    else:
        with kernels_for(project, platform) as kernels:
            kernels.wait()
            yield kernels


@contextmanager
def _what_runs(page: Page, platform: Platform | None) -> Iterator[None]:
    """Leave out of the first cell, while it runs, what asks for other devices than the platform's."""
    first = page.code_cells[0].node
    source = first.source
    try:
        if platform:
            first.source = platform.what_runs(source)
        yield
    finally:
        first.source = source
