"""What is of this site alone: JAX's rules for the engine, and the parts of pages that nobody else has.

engine      the settings that teach the engine about JAX
options     cell options of this site: `covers` and `draw`
drawing     what a kernel draws under a cell for `draw`
outputs     how JAX's and our own outputs are compared
noise       what in JAX's texts differs by version and means nothing
kernels     what kernels import, their variables, and what this machine must be able to do
gpu         verifying the pages on GPUs
coverage    every fact of the syllabus and the cells that show it
errors      links from an expected error to its entry in the error reference
exercises   what exercise pages show
gallery     what goes wrong in an exercise, recorded by running it
explorer    the sharding explorer
minutes     how long a page takes to read, and the most that it may
universal   sentences that claim more than a cell shows, with no proof beside them
speed       the table of measurements
search      the site's own search: a record of each section, and the page that asks
theme       what the theme gives a page that a reader should not meet, put right
takeaway    Markdown of every page, the learner's wheel, the site's address
skeleton    the beginning of a new page or exercise
unwritten   what in such a beginning is still to write
inventory   JAX's reference as an intersphinx inventory kept in the repository
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> dict[str, Any]:
    """Sphinx's entry point: set up each part."""
    from jax101_site import (
        coverage,
        errors,
        exercises,
        explorer,
        minutes,
        search,
        speed,
        takeaway,
        theme,
        unwritten,
    )

    coverage.setup(app)
    errors.setup(app)
    exercises.setup(app)
    explorer.setup(app)
    minutes.setup(app)
    search.setup(app)
    speed.setup(app)
    takeaway.setup(app)
    theme.setup(app)
    unwritten.setup(app)
    return {
        "version": "1",
        "env_version": 1,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
