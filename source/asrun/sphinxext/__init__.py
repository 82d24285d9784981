"""The Sphinx side: thin adapters, one for each thing a reader or writer sees.

execution    before reading: run the pages that changed, and refuse what is not verified
verification a page that has run, against its record, its options and its prose
results      what came of each page, kept between builds
reading      hands myst-nb the executed notebook instead of the source
quotes       the `out` role: prose that quotes an output
footer       the line of evidence and the downloads at a page's end
takeaway     the .ipynb and .py of each page
evidence     about/verification: every page and what its verification rests on
recording    what a build on a GPU keeps for builds without one
coverage     about/coverage: every fact of the syllabus and the cells that show it
errors       links from an expected error to its entry in the error reference
inventory    JAX's reference as an intersphinx inventory kept in the repository
exercises    what exercise pages show
explorer     the sharding explorer
speed        about/speed: the table of measurements

`python -m asrun.sphinxext` is the command line: `commands` build the site, `pages` run pages without.
"""

from __future__ import annotations

import gc
from importlib import import_module
from typing import Any

from sphinx.application import Sphinx

_PARTS = (
    "execution",
    "reading",
    "quotes",
    "footer",
    "takeaway",
    "evidence",
    "recording",
    "coverage",
    "errors",
    "exercises",
    "explorer",
    "speed",
)


def setup(app: Sphinx) -> dict[str, Any]:
    """Sphinx's entry point: set up each part."""
    app.setup_extension("myst_nb")
    for part in _PARTS:
        import_module(f"asrun.sphinxext.{part}").setup(app)
    # What is loaded now, and what is there at the end, is no garbage until the process ends.
    # Looking through it took a fifth of the time of a rebuild.
    app.connect("config-inited", lambda *_: gc.freeze(), priority=900)
    app.connect("build-finished", lambda *_: gc.freeze(), priority=900)
    return {
        "version": "1",
        "env_version": 1,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
