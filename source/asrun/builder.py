"""Build a site with Sphinx, and put it in place when all is verified."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from asrun.project import Project


def build(project: Project, *, jobs: int, overrides: Mapping[str, Any]) -> int:
    """Build into a stage, and put it in place of the last good site when all is verified.

    Args:
        project: the site.
        jobs: processes that read and write pages.
        overrides: settings of the engine that go before those of conf.py.

    Returns:
        An exit status.
    """
    target, stage = project.state / "html", project.state / "stage"
    fresh = not project.settings.reuse
    status = run_sphinx(project, "html", stage, jobs=jobs, fresh=fresh, overrides=overrides)
    if status:
        kept = f"; {target} still holds the last good site" if target.exists() else ""
        print(f"\nThe site was not published{kept}.", file=sys.stderr)
        return status
    try:
        _publish(stage, target)
    except OSError as error:
        print(f"\nThe site was not published: {error}", file=sys.stderr)
        return 2
    print(f"\nThe site is ready: {(target / 'index.html').as_uri()}")
    return 0


def _publish(stage: Path, target: Path) -> None:
    """Put a copy of the stage in place of the target, whole or not at all."""
    fresh, old = target.with_name("html.new"), target.with_name("html.old")
    for leftover in (fresh, old):
        shutil.rmtree(leftover, ignore_errors=True)
    try:
        shutil.copytree(stage, fresh)
    except OSError:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    if target.exists():
        target.rename(old)
    fresh.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def run_sphinx(
    project: Project,
    builder: str,
    output: Path,
    *,
    jobs: int = 1,
    fresh: bool = False,
    overrides: Mapping[str, Any] | None = None,
) -> int:
    """Run Sphinx here. Warnings are errors, and all of them are shown.

    Args:
        project: the site.
        builder: Sphinx's name of it, such as `html`.
        output: the folder to fill.
        jobs: processes that read and write pages.
        fresh: whether nothing of an earlier build is used.
        overrides: settings of conf.py, by their full names.

    Returns:
        An exit status. What a person can fix is one message without a traceback.
    """
    from sphinx.application import Sphinx
    from sphinx.errors import SphinxError
    from sphinx.util.console import color_terminal
    from sphinx.util.console import nocolor as disable_colour
    from sphinx.util.docutils import docutils_namespace, patch_docutils

    doctrees = project.state / "doctrees"
    if not color_terminal():
        disable_colour()
    try:
        with patch_docutils(project.root), docutils_namespace():
            app = Sphinx(
                *(project.source, project.root, output, doctrees, builder, dict(overrides or {})),
                freshenv=fresh,
                warningiserror=True,
                parallel=jobs,
            )
            app.build()
            if app.statuscode:
                # Sphinx repeats a warning only for a page that it reads or writes again.
                (doctrees / "environment.pickle").unlink(missing_ok=True)
            return int(app.statuscode)
    except (SphinxError, UnicodeDecodeError) as error:
        print(f"\n{getattr(error, 'category', 'Error')}: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"\nCannot write the site: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nInterrupted; nothing was written.", file=sys.stderr)
        return 130
