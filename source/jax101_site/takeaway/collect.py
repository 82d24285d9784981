"""Keep each page as Markdown when Sphinx has resolved it, beside the doctrees, for all builds."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

from asrun.files import write_whole
from asrun.sphinxext.outcomes import outcomes
from jax101_site.takeaway.head import first_paragraph
from jax101_site.takeaway.inline import Inline
from jax101_site.takeaway.markdown import Writer


@dataclass(frozen=True)
class Kept:
    """A page to take away.

    Attributes:
        title: plain text.
        about: its first paragraph, in one line.
        text: Markdown with marked links.
    """

    title: str
    about: str
    text: str


def setup(app: Sphinx) -> None:
    # Last: what others add to a page, such as links below its errors, belongs to it.
    app.connect("doctree-resolved", _keep, priority=900)
    app.connect("doctree-resolved", _add_download, priority=950)


def kept(app: Sphinx, name: str) -> Kept:
    """A page, rendered now if no build did so with this code."""
    file = _folder(app) / f"{name}.json"
    if not file.exists():
        app.env.get_and_resolve_doctree(name, app.builder, tags=app.tags)
    return Kept(**json.loads(file.read_text(encoding="utf-8")))


def forget_gone(app: Sphinx) -> list[str]:
    """Forget the pages that are gone, and what older code kept; returns the names of the pages."""
    folder = _folder(app)
    gone = []
    for file in sorted(folder.parent.rglob("*.json")):
        current = file.is_relative_to(folder)
        name = file.relative_to(folder).with_suffix("").as_posix() if current else ""
        if not current or name not in app.env.found_docs:
            file.unlink()
            gone += [name] if current else []
    return gone


def _folder(app: Sphinx) -> Path:
    """Where pages are kept; what other code made of them is not found there."""
    return Path(app.doctreedir) / "takeaway" / _code()


@cache
def _code() -> str:
    """A hash of the code that makes Markdown, once: this process has loaded it."""
    code = b"".join(path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py")))
    return hashlib.sha256(code).hexdigest()[:16]


def _keep(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    if not app.config.jax101_takeaway or app.builder.format != "html":
        return
    images = {uri: f"{app.builder.imagedir}/{name}" for uri, (_, name) in app.env.images.items()}
    outcome = outcomes(app.env).get(docname)
    cells = outcome.page.cells if outcome and outcome.page else ()
    inline = Inline(docname, set(app.env.found_docs), images)
    page = Kept(
        title=" ".join(app.env.titles[docname].astext().split()),
        about=first_paragraph(doctree),
        text=Writer(inline, cells).page(doctree),
    )
    write_whole(_folder(app) / f"{docname}.json", json.dumps(asdict(page), ensure_ascii=False))


def _add_download(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Name the Markdown among a page's downloads."""
    if not app.config.jax101_takeaway or app.builder.format != "html":
        return
    for line in list(doctree.findall(nodes.paragraph)):
        if "asrun-downloads" in line["classes"]:
            target = f"{docname.rpartition('/')[2]}.md"
            line += nodes.Text(" · ")
            line += nodes.reference("", "Markdown", refuri=target, internal=True)
