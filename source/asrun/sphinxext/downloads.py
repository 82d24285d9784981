"""Put each executed page into the site as a notebook and as a script; take away what is gone."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import nbformat
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from asrun.export.notebook import as_notebook
from asrun.export.script import as_script
from asrun.files import write_whole
from asrun.sphinxext.outcomes import outcomes


def setup_downloads(app: Sphinx) -> None:
    """Write when all pages are written; look for what is gone in every build."""
    app.connect("env-updated", _drop)
    app.connect("build-finished", _write)


def _drop(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Take the files of pages that are gone, or have no cells any more, out of the output folder.

    Sphinx leaves them there. What an earlier build wrote is kept in a file of ours, since that
    build may have ended before Sphinx remembered it.
    """
    if app.builder.format != "html":
        return []
    # The names of all pages that the output folder holds, and whether they have downloads.
    file = Path(app.doctreedir) / f"published-{Path(app.outdir).name}.json"
    try:
        before = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        before = {}
    known = outcomes(env)
    now = {name: name in known for name in sorted(env.found_docs)}
    for name, had_code in before.items():
        gone = [".html"] if name not in now else []
        gone += [".ipynb", ".py"] if had_code and not now.get(name) else []
        for suffix in gone:
            (Path(app.outdir) / f"{name}{suffix}").unlink(missing_ok=True)
    write_whole(file, json.dumps(now, indent=1) + "\n")
    return []


def _write(app: Sphinx, exception: Exception | None) -> None:
    if exception or app.builder.format != "html":
        return
    for name, outcome in outcomes(app.env).items():
        notebook, script = (Path(app.outdir) / f"{name}{end}" for end in (".ipynb", ".py"))
        doctree = Path(app.doctreedir) / f"{name}.doctree"
        if outcome.page is None or _newer((notebook, script), doctree):
            continue
        write_whole(notebook, nbformat.writes(as_notebook(outcome.page)) + "\n")
        write_whole(script, as_script(outcome.page))


def _newer(files: Iterable[Path], other: Path) -> bool:
    """Whether all are there, and each file is newer than the other."""
    try:
        return min(file.stat().st_mtime_ns for file in files) > other.stat().st_mtime_ns
    except FileNotFoundError:
        return False
