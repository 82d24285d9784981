"""A page as a reader takes it away: its cells with the outputs it shows, to run where a reader does.

A reader has no more than jax, numpy, rich and matplotlib, and not the build's own settings.
"""

from __future__ import annotations

from pathlib import Path

import nbformat

from asrun.project import load
from asrun.records.compare import difference, equal

DOCS = Path(__file__).parents[1] / "docs"
SECONDS = 300
# XLA needs as many threads as devices, which a small machine would not give it.
READER = {"NPROC": "16", "MPLBACKEND": "agg"}


def read(site, page_name):
    """Return the notebook that the site offers."""
    return nbformat.read(site / f"{page_name}.ipynb", as_version=4)


def code_cells(notebook):
    """Return its code cells."""
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def assert_same(expected, found, notebook, page_name):
    """Compare cell by cell, as the build does; report every cell that differs at once."""
    project = load(DOCS.parent)
    cells = project.read(page_name, DOCS / f"{page_name}.md").cells
    faults = []
    for number, (old, new, cell) in enumerate(
        zip(expected, found, code_cells(notebook), strict=True)
    ):
        options = cells[int(cell.id.removeprefix("cell-"))].options
        if options.uncompared or same(old, new, options.tolerance):
            continue
        text = ["\n".join(f"-- {o.kind}\n{o.text}" for o in side) for side in (old, new)]
        faults.append(f"code cell {number} of {page_name}:\n{difference(*text)}")
    assert not faults, "\n\n".join(faults)


def same(old, new, tolerance):
    return len(old) == len(new) and all(
        a.kind == b.kind and equal(a.text, b.text, tolerance) for a, b in zip(old, new, strict=True)
    )
