"""`llms.txt`, the table of contents that llmstxt.org describes, and all pages in one text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sphinx import addnodes
from sphinx.application import Sphinx

from jax101_site.takeaway.collect import Kept
from jax101_site.takeaway.head import shortened
from jax101_site.takeaway.links import whole

Sections = Sequence[tuple[str, Sequence[str]]]


def sections(app: Sphinx) -> list[tuple[str, list[str]]]:
    """The site's parts in reading order: the caption of each toctree of the start page, its pages.

    Pages that no toctree names come last, so that each page is in one part.
    """
    root = app.config.root_doc
    seen = {root}
    found = []
    for toctree in app.env.get_doctree(root).findall(addnodes.toctree):
        pages = [page for name in toctree["includefiles"] for page in _below(app, name, seen)]
        if pages:
            found.append((toctree.get("caption") or "Pages", pages))
    if rest := sorted(set(app.env.found_docs) - seen):
        found.append(("More", rest))
    return found


def _below(app: Sphinx, name: str, seen: set[str]) -> list[str]:
    """A page and those that its own toctrees name, each once."""
    if name in seen or name not in app.env.found_docs:
        return []
    seen.add(name)
    inner = app.env.toctree_includes.get(name, [])
    return [name, *(page for child in inner for page in _below(app, child, seen))]


def contents(project: str, root: str, parts: Sections, pages: Mapping[str, Kept], base: str) -> str:
    """The text of `llms.txt`.

    Args:
        project: the site's name.
        root: docname of the start page.
        parts: as `sections` gives them.
        pages: by docname.
        base: the site's address, or empty.
    """
    lines = [f"# {project}", "", f"> {pages[root].about}", ""]
    lines += [
        f"Every page is Markdown with the outputs that its cells printed; [all pages in one text]({base}llms-full.txt)."
    ]
    for caption, names in [("Start", [root]), *parts]:
        lines += ["", f"## {caption}", ""]
        for name in names:
            page = pages[name]
            title = page.title.replace("[", "\\[").replace("]", "\\]")
            about = shortened(page.about)
            lines.append(f"- [{title}]({base}{name}.md)" + (f": {about}" if about else ""))
    return "\n".join(lines) + "\n"


def everything(names: Sequence[str], pages: Mapping[str, Kept], base: str) -> str:
    """The text of `llms-full.txt`: each page below its address, in the order given."""
    return "\n".join(
        f"<!-- {base}{name}.html -->\n\n{whole(pages[name].text, base)}" for name in names
    )
