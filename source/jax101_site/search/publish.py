"""The search page, and the records of all pages in one script that it alone loads."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from asrun.files import write_whole
from jax101_site.search.collect import forget_older, kept
from jax101_site.search.kinds import KINDS, kind_of

RECORDS = "_static/search/records.js"
"""A script, not JSON: a page that is read from a disk may load the one and not the other."""


def setup(app: Sphinx) -> None:
    app.connect("builder-inited", _replace_sphinx_search)
    app.connect("html-collect-pages", _page)
    app.connect("build-finished", _write, priority=800)  # before the archive is packed


def _on(app: Sphinx) -> bool:
    return bool(app.config.jax101_search and app.builder.format == "html")


def _replace_sphinx_search(app: Sphinx) -> None:
    if _on(app):
        app.builder.search = False  # type: ignore[attr-defined]  # no index, no page of its own
        app.add_js_file("search/field.js", loading_method="defer")


def _page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    if _on(app):
        yield "search", {"title": "Search"}, "search.html"


def _write(app: Sphinx, exception: Exception | None) -> None:
    if exception is not None or not _on(app):
        return
    pages = {name: kept(app, name) for name in sorted(app.env.found_docs)}
    forget_older(app)
    target = Path(app.outdir) / RECORDS
    text = script(pages)
    if not target.exists() or target.read_text(encoding="utf-8") != text:
        write_whole(target, text)


def script(pages: dict[str, list[list[Any]]]) -> str:
    """The script: the kinds of pages, and for each page its name, its kind and its records.

    Args:
        pages: the rows of each page's records, by docname.
    """
    kinds = [[kind.name, kind.asked, kind.raised, kind.headings] for kind in KINDS]
    told = [[name, KINDS.index(kind_of(name)), rows] for name, rows in pages.items() if rows]
    data = json.dumps({"kinds": kinds, "pages": told}, ensure_ascii=False, separators=(",", ":"))
    return f"window.jax101Records = {data};\n"
