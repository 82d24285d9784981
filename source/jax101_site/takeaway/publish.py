"""When all pages are written: put what can be taken away beside them, and take away what is gone."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from sphinx.application import Sphinx

from asrun.files import write_whole
from jax101_site.takeaway import archive, llms, wheel
from jax101_site.takeaway.address import FOLDER, ROOT
from jax101_site.takeaway.collect import forget_gone, kept
from jax101_site.takeaway.links import whole

ARCHIVE = f"{FOLDER}/jax101-site.zip"
_LOST = """<section><h1>Page not found</h1>
<p>There is no page at this address. <a href="index.html">Start</a>, or <a href="search.html">search</a>.</p>
<p>What is looked up most: <a href="errors.html">errors</a>, <a href="changes.html">what changed</a>, the
<a href="cheatsheet.html">cheat sheet</a>, the <a href="glossary.html">glossary</a> and the <a href="exercises/index.html">exercises</a>.</p>
</section>"""
# What leads from a page to another part of the site, by a path.
_RELATIVE = re.compile(
    r'(\s(?:href|src|action|data-content_root)=")(?![a-z][a-z0-9+.-]*:|[/#?"])([^"]*")',
    re.IGNORECASE,
)


def setup(app: Sphinx) -> None:
    app.connect("html-collect-pages", _lost)
    app.connect("build-finished", _write, priority=800)
    app.connect("build-finished", _pack, priority=950)  # what all others wrote


def _on(app: Sphinx, exception: Exception | None = None) -> bool:
    return bool(exception is None and app.config.jax101_takeaway and app.builder.format == "html")


def _lost(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    if _on(app):
        yield "404", {"title": "Page not found", "body": _LOST}, "page.html"


def _write(app: Sphinx, exception: Exception | None) -> None:
    if not _on(app, exception):
        return
    out, base = Path(app.outdir), app.config.html_baseurl
    for name in forget_gone(app):
        (out / f"{name}.md").unlink(missing_ok=True)
    root, parts = app.config.root_doc, llms.sections(app)
    names = [root, *(name for _, part in parts for name in part)]
    pages = {name: kept(app, name) for name in names}
    for name, page in pages.items():
        _update(out / f"{name}.md", whole(page.text, base, name.rpartition("/")[0]))
    _update(out / "llms.txt", llms.contents(app.config.project, root, parts, pages, base))
    _update(out / "llms-full.txt", llms.everything(names, pages, base))
    _write_for_address(out, base, names)
    _write_wheel(app, out / FOLDER)


def _write_for_address(out: Path, base: str, names: list[str]) -> None:
    """What makes sense only where the site's address is known."""
    if not base:
        for file in ("sitemap.xml", "robots.txt"):
            (out / file).unlink(missing_ok=True)
        return
    urls = "".join(f"<url><loc>{escape(base)}{escape(name)}.html</loc></url>\n" for name in names)
    _update(
        out / "sitemap.xml",
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{urls}</urlset>\n',
    )
    _update(out / "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {base}sitemap.xml\n")
    # A host shows this page at any address, so from there no path would lead anywhere.
    lost = out / "404.html"
    _update(lost, absolute(lost.read_text(encoding="utf-8"), base))


def absolute(page: str, base: str) -> str:
    """HTML of a page in the site's root, with links that lead to the same from anywhere."""

    def link(match: re.Match[str]) -> str:
        return f"{match[1]}{base}{match[2].removeprefix('./')}"

    return _RELATIVE.sub(link, page)


def _write_wheel(app: Sphinx, folder: Path) -> None:
    built = wheel.build(ROOT, Path(app.doctreedir) / "wheel")
    folder.mkdir(exist_ok=True)
    for other in folder.glob("*.whl"):
        if other.name != built.name:
            other.unlink()
    target = folder / built.name
    if not target.exists() or target.read_bytes() != built.read_bytes():
        shutil.copyfile(built, target)


def _pack(app: Sphinx, exception: Exception | None) -> None:
    # Who writes a page waits for each save, and gives nobody an archive of a page in the making.
    if _on(app, exception) and not app.config.asrun_live:
        out = Path(app.outdir)
        archive.pack(out, out / ARCHIVE, "jax101-site")


def _update(path: Path, text: str) -> None:
    """Write a text, unless it stands there already."""
    if not path.exists() or path.read_bytes() != text.encode():
        write_whole(path, text)
