"""asrun: what a documentation page shows is as it ran.

It runs the cells of MyST pages when a site is built, compares every output with its record, and
publishes nothing that differs. In a site's `conf.py`: `extensions = ["asrun"]`; on the command
line: `python -m asrun --help`.

settings    every setting of conf.py, declared once
findings    every kind of finding, declared once
project     a site's configuration: which files are pages, how they are read and run
pipeline    load, run, verify: the one way from pages to findings
accept      write records from what ran
adopt       make a foreign site verifiable
builder     build with Sphinx, publish
live        serve a site while it is written
page/       read a page: cells and their options
kernels/    warm kernels: one process imports, every page is a fork of it
run/        run pages, on this machine or on a Dask cluster
records/    record files, comparable outputs, comparison, noise
verify/     a page that ran, against its record, its options and its prose
sphinxext/  thin adapters for Sphinx
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__version__ = "0.1.0"


def setup(app: Sphinx) -> dict[str, Any]:
    """Sphinx's entry point."""
    from asrun.sphinxext import setup_extension

    return setup_extension(app)
