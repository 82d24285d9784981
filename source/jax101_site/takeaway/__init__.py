"""What a reader, a program or a crawler takes away from the site, beside its HTML.

address   where the site is read, when that is known, and its wheel
links     links in Markdown, made whole where it is written
inline    what stands in a line, as Markdown
outputs   what a cell printed, as Markdown
markdown  a page as Markdown
collect   each page, kept when it is resolved
llms      `llms.txt` and `llms-full.txt`
install   the command that installs the checker from this site
wheel     the learner's package
archive   the site as one file
head      descriptions in a page's head
publish   all of it, written when the pages are
"""

from __future__ import annotations

from sphinx.application import Sphinx

from jax101_site.takeaway import collect, head, install, publish


def setup(app: Sphinx) -> None:
    """Set up each part; a site asks for them with `jax101_takeaway = True`."""
    app.add_config_value("jax101_takeaway", False, "html", types=frozenset({bool}))
    for part in (install, collect, head, publish):
        part.setup(app)
