"""The Sphinx side: thin adapters, one for each thing a reader or writer sees.

build      before reading: run the pages that changed, and refuse what is not verified
parser     hands myst-nb the executed page instead of the source
quotes     the `out` role: prose that quotes an output
footer     the line of evidence and the downloads at a page's end
downloads  the .ipynb and .py of each page
evidence   the table of every page and what its verification rests on
recording  what a build on another platform keeps for builds without it
reference  tables of options, settings and findings, made from their declarations
unverified in `live`: what a page that is not verified shows
"""

from __future__ import annotations

import gc
from dataclasses import fields
from typing import TYPE_CHECKING, Any, Literal

from asrun import __version__
from asrun.settings import PREFIX, Settings, declared
from asrun.sphinxext.build import setup_build
from asrun.sphinxext.downloads import setup_downloads
from asrun.sphinxext.evidence import setup_evidence
from asrun.sphinxext.footer import setup_footer
from asrun.sphinxext.parser import setup_parser
from asrun.sphinxext.quotes import setup_quotes
from asrun.sphinxext.recording import setup_recording
from asrun.sphinxext.reference import setup_reference
from asrun.sphinxext.unverified import setup_unverified

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup_extension(app: Sphinx) -> dict[str, Any]:
    """Register the settings, then set up each part."""
    app.setup_extension("myst_nb")
    setup_parser(app)
    setup_build(app)
    setup_downloads(app)
    setup_recording(app)
    setup_unverified(app)
    setup_without_execution(app)
    # What is loaded now, and what is there at the end, is no garbage until the process ends.
    # Looking through it took a fifth of the time of a rebuild.
    app.connect("config-inited", lambda *_: gc.freeze(), priority=900)
    app.connect("build-finished", lambda *_: gc.freeze(), priority=900)
    return {
        "version": __version__,
        "env_version": 2,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }


def setup_without_execution(app: Sphinx) -> None:
    """Set up what pages use, without running them: to compare with other ways to run them."""
    for setting, (name, default) in zip(fields(Settings), declared().items(), strict=True):
        assert name == PREFIX + setting.name
        # When what cells print may depend on it, every page is read anew after a change.
        rebuild: Literal["env", ""] = "env" if setting.metadata["outputs"] else ""
        app.add_config_value(name, default, rebuild)
    setup_quotes(app)
    setup_footer(app)
    setup_evidence(app)
    setup_reference(app)
