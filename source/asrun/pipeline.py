"""Load, run, verify: the one way from a site's pages to findings.

The Sphinx build, every command and the run on another platform go through `run`; they differ in
what they do with its outcome.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from asrun.executor import execute
from asrun.findings import Finding, Kind
from asrun.kernels.warm import Kernels
from asrun.outcome import Outcome, PageOutcome
from asrun.page.cell import Page
from asrun.page.errors import PageErrors
from asrun.platforms import Platform
from asrun.project import Project
from asrun.records.outputs import shown
from asrun.records.recordings import recording_path
from asrun.run.execute import Execution
from asrun.run.kept import KeptOutputs
from asrun.run.schedule import Progress
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
    kept: KeptOutputs | None = None,
) -> Outcome:
    """Run pages and verify each. Nothing is written but durations, and outputs to be kept.

    Args:
        project: the site.
        paths: of the pages, by docname.
        kernels: to run them in, if they are started already; they stay open.
        progress: told of each page that ran.
        note: told in a line what a person may want to know.
        kept: outputs of earlier runs, to be used where they still hold; none if not given.

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
    done = reused(pages, kept, note) if kept else {}
    left = [page for page in pages if page.name not in done]
    outcome.pages |= {n: verify(project, e, None, project.settings.device) for n, e in done.items()}
    outcome.pages |= run_pages(project, left, kernels=kernels, progress=progress, kept=kept).pages
    return outcome


def reused(
    pages: Iterable[Page], kept: KeptOutputs, note: Callable[[str], None]
) -> dict[str, Execution]:
    """Give pages the outputs of earlier runs, where these still hold; tell which, and why not.

    Returns:
        What came of the pages that need not run, by name.
    """
    done: dict[str, Execution] = {}
    why: dict[str, list[str]] = {}
    for page in pages:
        found = kept.find(page)
        if found.execution:
            done[page.name] = found.execution
        else:
            why.setdefault(found.why, []).append(page.name)
    if done:
        note(f"{len(done)} pages as an earlier run left them, in {kept.folder}")
    for reason, names in why.items():
        note(f"to run, for {reason}: {', '.join(names)}")
    return done


def run_pages(
    project: Project,
    pages: Iterable[Page],
    *,
    kernels: Kernels | None = None,
    progress: Progress | None = None,
    kept: KeptOutputs | None = None,
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
        done, device = execute(project, group, platform, kernels, progress)
        for page in group:
            if kept:
                kept.keep(done[page.name])  # before verification, which adds to what it reads
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
