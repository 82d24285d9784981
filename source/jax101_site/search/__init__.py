"""The site's own search: what it knows of each section, and the page that asks.

kinds     how much each kind of page counts, in one table
records   one record for each section of a page
symbols   the names in code
collect   the records of each page, kept when it is resolved
publish   the records as one script, and the search page

The rest runs in the reader's browser, in `docs/_static/search/`: `words.js` splits text into terms,
`errors.js` finds the message in a pasted traceback, `rank.js` asks MiniSearch, `page.js` shows what
was found.
"""

from __future__ import annotations

from sphinx.application import Sphinx

from jax101_site.search import collect, publish


def setup(app: Sphinx) -> None:
    """Set up each part; a site asks for them with `jax101_search = True`."""
    app.add_config_value("jax101_search", False, "html", types=frozenset({bool}))
    collect.setup(app)
    publish.setup(app)
