"""The notebook that a page offers gives the page's outputs, in a reader's own Jupyter."""

from __future__ import annotations

import nbformat
import pytest
from jupyter_client.kernelspec import KernelSpecManager
from nbclient import NotebookClient
from takenaway import READER, SECONDS, assert_same, code_cells, read
from toysite import clean_environment

from asrun.records import outputs
from asrun.run.normalize import normalize
from jax101_site.noise import NOISE

pytestmark = pytest.mark.newest


def as_shown(of_cell):
    """What a cell shows, without colours: which there are is up to the reader's own program."""
    every = outputs.shown(of_cell, noise=NOISE)
    return [one for one in every if not one.kind.endswith(" colours")]


def test_the_notebook_gives_the_page_s_outputs(site, notebook_name, kernelspec_of_reader, tmp_path):
    shown = read(site, notebook_name)
    nbformat.validate(shown)
    expected = [as_shown(cell.outputs) for cell in code_cells(shown)]
    for cell in code_cells(shown):
        cell.outputs = []
    client = NotebookClient(
        shown,
        kernel_name="reader",
        timeout=SECONDS,
        resources={"metadata": {"path": str(tmp_path)}},
    )
    client.create_kernel_manager()
    client.km.kernel_spec_manager = KernelSpecManager(kernel_dirs=[str(kernelspec_of_reader)])
    client.execute(env={**clean_environment(), **READER, "IPYTHONDIR": str(tmp_path / "ipython")})
    found = [as_shown(normalize(cell.outputs)) for cell in code_cells(shown)]
    assert_same(expected, found, shown, notebook_name)
