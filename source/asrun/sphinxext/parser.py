"""Hand myst-nb the executed page instead of its source.

myst-nb lets a site say how files of a suffix become notebooks. Here the source that Sphinx has
read is replaced by the executed notebook as JSON, and all files with cells are read as that.
"""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from sphinx.application import Sphinx
from sphinx.config import Config

from asrun.page.cell import Page
from asrun.page.errors import PageErrors
from asrun.project import SUFFIXES
from asrun.sphinxext.build import project_of
from asrun.sphinxext.outcomes import outcomes
from asrun.sphinxext.unverified import mark, unreadable

_READER = "myst_nb.core.read.standard_nb_read"


def setup_parser(app: Sphinx) -> None:
    """Take over how myst-nb reads and executes."""
    # Before myst-nb looks at its configuration.
    app.connect("config-inited", _configure, priority=100)
    # After whatever changes the source of pages.
    app.connect("source-read", _replace, priority=900)


def _configure(app: Sphinx, config: Config) -> None:
    formats: dict[str, Any] = {suffix: [_READER, {}, False] for suffix in SUFFIXES}
    app.config.nb_custom_formats = formats
    app.config.nb_execution_mode = "off"  # they have run already


def _replace(app: Sphinx, docname: str, source: list[str]) -> None:
    path = Path(app.env.doc2path(docname))
    if path.suffix in SUFFIXES:
        source[0] = nbformat.writes(_notebook(app, docname, path))


def _notebook(app: Sphinx, docname: str, path: Path) -> NotebookNode:
    """The notebook of the page that Sphinx reads now, with its outputs."""
    outcome = outcomes(app.env).get(docname)
    for file in outcome.dependencies if outcome else ():
        app.env.note_dependency(str(file), docname=docname)
    if outcome is not None and outcome.page:
        notebook = _published(outcome.page)
        mark(notebook, outcome)
        return notebook
    try:
        return project_of(app).read(docname, path).notebook()  # prose alone
    except PageErrors:  # reported when it was to be run
        return unreadable(docname, outcome.findings if outcome else ())


def _published(page: Page) -> NotebookNode:
    """The page as myst-nb shows it: without the data of our drawings, which only comparing needs."""
    notebook = deepcopy(page.notebook())
    for output in (o for cell in notebook.cells for o in cell.get("outputs", ())):
        if "drawn" in output.get("metadata", {}):
            for mime in [mime for mime in output.data if mime.startswith("application/vnd.")]:
                del output.data[mime]
    return notebook
