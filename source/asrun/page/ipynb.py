"""Notebooks as pages: their cells run like all others, and their stored outputs count for nothing."""

from __future__ import annotations

import re
from pathlib import Path
from typing import cast

import nbformat
from nbformat import NotebookNode

from asrun.page.errors import PageError

_CELL = re.compile(r'^\s*\{?\s*"cell_type"', re.MULTILINE)


def read_ipynb(path: Path, text: str) -> NotebookNode:
    """Read a notebook without its outputs.

    Args:
        path: the file.
        text: what it holds.

    Returns:
        The notebook, with the line of each cell in the file, from 0, as its source map.

    Raises:
        PageError: it is no notebook, or not one for Python.
    """
    try:
        notebook = cast(NotebookNode, nbformat.reads(text, as_version=4))
    except Exception as error:  # noqa: BLE001 - nbformat raises many kinds
        raise PageError(path, 1, f"not a notebook: {error}") from None
    language = notebook.metadata.get("language_info", {}).get("name", "python")
    if language != "python":
        raise PageError(path, 1, f"the notebook is for {language}, and cells are run by Python")
    lines = [text.count("\n", 0, match.end()) for match in _CELL.finditer(text)]
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    counted = len(lines) == len(notebook.cells)
    notebook.metadata["source_map"] = lines if counted else [0] * len(notebook.cells)
    return notebook
