"""Load, run, verify: the one way from a site's pages to findings.

The Sphinx build, every command and the run on another platform go through `run`; they differ in
what they do with its outcome.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from asrun.cores import usable_cores
from asrun.findings import Finding, Kind
from asrun.kernels.warm import Kernels
from asrun.outcome import Outcome, PageOutcome
from asrun.page.cell import Page
from asrun.page.errors import PageErrors
from asrun.platforms import Platform
from asrun.project import Project
from asrun.records.outputs import shown
from asrun.records.recordings import recording_path
from asrun.run.client import Limits
from asrun.run.execute import Execution, execute_page
from asrun.run.preflight import PreflightError, preflight
from asrun.run.schedule import Durations, Progress, execute_pages
from asrun.verify.page import Against, verify_page

_ASKS = (
    "the first cell asks for other devices in a line that does more: "
    "on this platform that line is left out, so let it stand alone"
)


def run(
    project: Project,
    paths: Mapping[str, Path],
    *,
    kernels: Kernels | None = None,
    progress: Progress | None = None,
    note: Callable[[str], None] = lambda _: None,
) -> Outcome:
    """Run pages and verify each. Nothing is written but durations.

    Args:
        project: the site.
        paths: of the pages, by docname.
        kernels: to run them in, if they are started already; they stay open.
        progress: told of each page that ran.
        note: told in a line what a person may want to know.

    Returns:
        The outcome of each page that has code cells or cannot be read, in the order of `paths`.

    Raises:
        KernelStartError: the process that forks kernels did not start.
        PreflightError: this machine cannot run the pages.
    """
    outcome = Outcome()
    pages: list[Page] = []
    for name, path in paths.items():
        try:
            page = project.read(name, path)
        except PageErrors as errors:
            found = [Finding(Kind.PAGE, e.path, e.line, e.message, name) for e in errors.errors]
            outcome.pages[name] = PageOutcome(None, found)
            continue
        if page.left_out:
            note(f"{name}: parts left out for want of a recording: {page.left_out}")
        if page.has_code:
            pages.append(page)
            outcome.pages[name] = PageOutcome(page)  # in the order asked for
    outcome.pages |= run_pages(project, pages, kernels=kernels, progress=progress).pages
    return outcome


def run_pages(
    project: Project,
    pages: Iterable[Page],
    *,
    kernels: Kernels | None = None,
    progress: Progress | None = None,
) -> Outcome:
    """Run pages that have been read, all with code cells, and verify each; see `run`."""
    outcome = Outcome()
    for platform, chosen in _by_platform(project, pages):
        group = []
        for page in chosen:
            if platform and platform.cannot_run(page.code_cells[0].source):
                found = Finding(Kind.PAGE, page.path, page.code_cells[0].line, _ASKS, page.name)
                outcome.pages[page.name] = PageOutcome(page, [found])
            else:
                group.append(page)
        if not group:
            continue
        done, device = _execute(project, group, platform, kernels, progress)
        for page in group:
            outcome.pages[page.name] = verify(project, done[page.name], platform, device)
    return outcome


def _by_platform(
    project: Project, pages: Iterable[Page]
) -> Iterator[tuple[Platform | None, list[Page]]]:
    """The pages in groups, each with the platform that runs it; the usual one comes first."""
    left = list(pages)
    groups: list[tuple[Platform | None, list[Page]]] = []
    for platform in project.platforms:
        chosen = [page for page in left if platform.runs(page.code_cells[0].source)]
        groups.append((platform, chosen))
        left = [page for page in left if page not in chosen]
    yield from (group for group in [(None, left), *groups] if group[1])


def _execute(
    project: Project,
    pages: list[Page],
    platform: Platform | None,
    kernels: Kernels | None,
    progress: Progress | None,
) -> tuple[dict[str, Execution], str]:
    """Execute pages in parallel. Returns what came of each, and the name of the device."""
    settings = project.settings
    limits = Limits(settings.cell_seconds, settings.page_seconds, settings.cell_characters)
    if settings.executor and platform is None:
        return _execute_on_cluster(project, pages, limits, progress), settings.device
    with _ready(project, platform, kernels) as ready:
        code = platform.preflight if platform else settings.preflight
        device = settings.device
        if code and not ready.borrowed:
            advice = platform.advice if platform else settings.preflight_advice
            printed = preflight(code, advice, ready)
            device = printed if platform else device

        def execute(page: Page, stop: threading.Event) -> Execution:
            with _what_runs(page, platform):
                return execute_page(page, ready, limits, stop)

        done = execute_pages(
            pages,
            execute,
            durations=Durations(project.state / "durations.json"),
            # One at a time: pages share the platform's memory.
            workers=1 if platform else usable_cores(),
            progress=progress,
        )
    return done, device


def _execute_on_cluster(
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


def verify(
    project: Project, execution: Execution, platform: Platform | None, device: str
) -> PageOutcome:
    """Hold a page that ran against its record, its options and its prose.

    Args:
        project: the site.
        execution: of the page.
        platform: the other platform that ran it; None for the usual one.
        device: what it ran on, as a reader is told.
    """
    page, settings = execution.page, project.settings
    for cell in page.code_cells:
        cell.shown = shown(
            cell.node.outputs,
            readers=project.readers,
            noise=settings.noise,
            keep_pictures=cell.options.tolerance is not None,
        )
    record = project.record(page.name)
    against = Against(
        record,
        settings.versioned,
        project.version,
        project.accept(page.name),
        platform,
        settings.quote_repetitions,
    )
    verdict = verify_page(page, against)
    findings = verdict.findings
    if execution.faults:  # a page that stopped early differs in all that follows: say it once
        findings = [
            Finding(
                Kind.EXECUTION,
                page.path,
                page.cells[fault.cell].line if fault.cell is not None else 1,
                fault.message,
                page.name,
            )
            for fault in execution.faults
        ]
    recording = [recording_path(project.source, page.name)] if page.recording else []
    return PageOutcome(
        page,
        findings,
        verdict.evidence,
        verdict.entries,
        verdict.changed,
        [*execution.dependencies, record, *recording],
        device,
        platform.name if platform else "",
        execution.seconds,
        execution.notes,
    )
