"""Under each expected error, a link to its entry in the error reference."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging

logger = logging.getLogger(__name__)
REFERENCE = "errors"
"""The page whose second-level headings are error types."""


def setup(app: Sphinx) -> None:
    app.connect("doctree-resolved", _link)


def entries(app: Sphinx) -> dict[str, str]:
    """For each error type that has an entry, the anchor of its heading."""
    if REFERENCE not in app.env.found_docs:
        return {}
    found: dict[str, str] = {}
    for section in app.env.get_doctree(REFERENCE).findall(nodes.section):
        title = section.next_node(nodes.title)
        if title is not None and section["ids"]:
            found.setdefault(title.astext(), section["ids"][0])
    return found


def _link(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    cells = [
        node
        for node in doctree.findall(nodes.container)
        if node.get("nb_element") == "cell_code" and node["cell_metadata"].get("raises")
    ]
    if not cells or docname == REFERENCE:
        return
    known = entries(app)
    for cell in cells:
        name = cell["cell_metadata"]["raises"]
        if name in known:
            uri = f"{app.builder.get_relative_uri(docname, REFERENCE)}#{known[name]}"
            link = nodes.reference("", f"{name}: what it means", refuri=uri, internal=True)
            cell += nodes.paragraph("", "", link, classes=["jax101-error-link"])
        elif known:
            message = (
                f"docs/{REFERENCE}.md has no heading '## {name}', a type that this page raises"
            )
            logger.warning("%s", message, location=docname, type="jax101", subtype="coverage")
