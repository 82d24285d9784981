"""Before Sphinx reads: run the pages that changed, all at once, and refuse what is not verified."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.errors import ConfigError, SphinxError
from sphinx.util import logging

from asrun.executor import kernels_for
from asrun.findings import Finding
from asrun.kernels.warm import Kernels, KernelStartError
from asrun.pipeline import run
from asrun.project import NO_PAGES, Project
from asrun.records.recordings import recording_path
from asrun.run.execute import Execution
from asrun.run.kept import KeptOutputs
from asrun.run.preflight import PreflightError
from asrun.settings import SettingError
from asrun.sphinxext.outcomes import outcomes
from asrun.surroundings import fingerprint
from asrun.verify.unused import unused

logger = logging.getLogger(__name__)


class Unverified(SphinxError):
    """Pages differ from their records, so nothing of this build is written."""

    category = "Not published"


def setup_build(app: Sphinx) -> None:
    """Connect one build's steps to Sphinx's events."""
    app.add_config_value("asrun_fingerprint", "", "env", types=frozenset({str}))
    steps = _Build()
    app.connect("config-inited", steps.begin, priority=90)
    app.connect("env-get-outdated", steps.outdated)
    app.connect("env-before-read-docs", steps.run)
    app.connect("env-updated", steps.refuse_unused)
    app.connect("env-check-consistency", steps.refuse, priority=900)
    app.connect("build-finished", steps.end)


def project_of(app: Sphinx) -> Project:
    """The site that Sphinx builds.

    Raises:
        ConfigError: a setting has a wrong value.
    """
    try:
        return Project.from_config(Path(app.confdir), app.config, Path(app.srcdir))
    except SettingError as error:
        raise ConfigError(str(error)) from None


class _Build:
    """One build: its project, and the kernels that it starts before anything else."""

    def __init__(self) -> None:
        self.kernels: Kernels | None = None
        self.kept: KeptOutputs | None = None
        self.unused: list[Finding] = []

    def begin(self, app: Sphinx, config: Config) -> None:
        """Start the warm process, if pages will run: while it imports, Sphinx loads the rest."""
        config.exclude_patterns = [*config.exclude_patterns, *NO_PAGES]
        project = project_of(app)
        config.asrun_fingerprint = fingerprint(project)
        self.kept = KeptOutputs.of(project)
        # After a first build most have nothing to run; one that does can wait for its kernels.
        if not project.settings.executor and not (self.kept and self.kept.folder.exists()):
            self.kernels = kernels_for(project)

    def end(self, app: Sphinx, exception: Exception | None = None) -> None:
        """Stop the warm process."""
        if self.kernels:
            self.kernels.close()
            self.kernels = None

    def outdated(
        self,
        app: Sphinx,
        env: BuildEnvironment,
        added: set[str],
        changed: set[str],
        removed: set[str],
    ) -> list[str]:
        """Pages that were not verified, or that lacked a recording and may have one now.

        An incremental build must not forget what it found before.
        """
        source = Path(app.srcdir)
        found = [
            name
            for name, outcome in outcomes(env).items()
            if not outcome.verified
            or (outcome.page and outcome.page.left_out and recording_path(source, name).exists())
        ]
        return [name for name in found if name in env.found_docs and name not in removed]

    def run(self, app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
        """Run and verify the pages that are about to be read."""
        project, known = project_of(app), outcomes(env)
        for name in [name for name in known if name in docnames or name not in env.found_docs]:
            del known[name]
        paths = {name: Path(env.doc2path(name)) for name in docnames}
        pages = {name: path for name, path in paths.items() if path.suffix in project.suffixes}
        # Sphinx is quiet in `live`, where a person wants to know what ran, and why.
        tell = print if project.settings.live else logger.info
        try:
            outcome = run(
                project,
                pages,
                kernels=self.kernels,
                progress=partial(_progress, tell),
                note=tell,
                kept=self.kept,
            )
        except (KernelStartError, PreflightError, SettingError) as error:
            raise SphinxError(str(error)) from None
        finally:
            self.end(app)
        known.update(outcome.pages)
        self.unused = unused(project, known, env.found_docs)
        for finding in [*outcome.all_findings(), *self.unused]:
            warn(finding)

    def refuse_unused(self, app: Sphinx, env: BuildEnvironment) -> None:
        """Write nothing while there is a record that no page uses."""
        if self.unused and not app.config.asrun_publish_unverified:
            files = ", ".join(str(finding.path) for finding in self.unused)
            raise Unverified(f"records that no page uses: {files}")

    def refuse(self, app: Sphinx, env: BuildEnvironment) -> None:
        """Write nothing when a page is not verified; what was published before stays as it is."""
        known = outcomes(env)
        red = sorted(name for name, outcome in known.items() if not outcome.verified)
        if red and not app.config.asrun_publish_unverified:
            raise Unverified(f"{len(red)} of {len(known)} pages are not verified: {', '.join(red)}")


def warn(finding: Finding) -> None:
    """Report a finding; the build then ends with an error."""
    logger.warning(
        "%s",
        finding.message,
        location=f"{finding.path}:{finding.line}",
        type="asrun",
        subtype=finding.kind.label,
    )


def _progress(tell: Callable[[str], None], execution: Execution, done: int, of: int) -> None:
    state = "failed" if execution.faults else "ran"
    cells, seconds = len(execution.page.code_cells), execution.seconds
    tell(f"[{done}/{of}] {state} {execution.page.name}: {cells} cells, {seconds:.1f} s")
    for note in execution.notes:
        tell(f"  {note}")
