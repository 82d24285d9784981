"""Keep the records of each page when Sphinx has resolved it, beside the doctrees, for all builds."""

from __future__ import annotations

import hashlib
import json
import shutil
from functools import cache
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from asrun.files import write_whole
from jax101_site.search.kinds import kind_of
from jax101_site.search.records import records


def setup(app: Sphinx) -> None:
    # First: what others add to a page, such as the table of what is covered, repeats other pages.
    app.connect("doctree-resolved", _keep, priority=100)


def kept(app: Sphinx, name: str) -> list[list[Any]]:
    """The rows of a page's records, made now if no build did so with this code."""
    file = _folder(app) / f"{name}.json"
    if not file.exists():
        app.env.get_and_resolve_doctree(name, app.builder, tags=app.tags)
    rows: list[list[Any]] = json.loads(file.read_text(encoding="utf-8"))
    return rows


def forget_older(app: Sphinx) -> None:
    """Forget what older code kept."""
    folder = _folder(app)
    for other in folder.parent.glob("*"):
        if other != folder:
            shutil.rmtree(other)


def _folder(app: Sphinx) -> Path:
    """Where records are kept; what other code made of the pages is not found there."""
    return Path(app.doctreedir) / "search" / _code()


@cache
def _code() -> str:
    """A hash of the code that makes records, once: this process has loaded it."""
    code = b"".join(path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py")))
    return hashlib.sha256(code).hexdigest()[:16]


def _keep(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    if app.config.jax101_search and app.builder.format == "html":
        rows = [record.row() for record in records(doctree, kind_of(docname).whole)]
        write_whole(_folder(app) / f"{docname}.json", json.dumps(rows, ensure_ascii=False))
