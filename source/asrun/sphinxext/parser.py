"""Hand myst-nb the executed notebook instead of the page's source.

myst-nb lets a site say how files of a suffix become notebooks; that is all this uses.
"""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

from nbformat import NotebookNode
from sphinx.application import Sphinx

from asrun.page.read import PageError, read_page
from asrun.sphinxext.results import results

_now: tuple[Sphinx, str] | None = None  # the application, and the page that it reads


def setup(app: Sphinx) -> None:
    # Before myst-nb looks at its configuration.
    app.connect("config-inited", _configure, priority=100)
    app.connect("source-read", _remember)


def _configure(app: Sphinx, config: object) -> None:
    app.config.nb_custom_formats = {".md": ["asrun.sphinxext.parser.read", {}, False]}
    app.config.nb_execution_mode = "off"  # they have run already


def _remember(app: Sphinx, docname: str, source: list[str]) -> None:
    global _now
    _now = (app, docname)


def read(text: str) -> NotebookNode:
    """The notebook of the page that Sphinx reads now, with its outputs."""
    assert _now is not None
    app, docname = _now
    result = results(app.env).get(docname)
    for path in result.dependencies if result else ():
        app.env.note_dependency(str(path), docname=docname)
    if result is not None and result.lines:
        return deepcopy(result.notebook)
    try:
        return read_page(docname, Path(app.env.doc2path(docname)), app.env.myst_config).notebook  # type: ignore[attr-defined]
    except PageError:  # reported when it was to be executed
        return NotebookNode(
            nbformat=4, nbformat_minor=5, metadata=NotebookNode(source_map=[]), cells=[]
        )
