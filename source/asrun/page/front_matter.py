"""The head of a page: is it a notebook, and which kernel runs it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from asrun.page.errors import PageError

KERNEL = "python3"
"""Jupyter's name of the kernel that runs every page."""

HEAD = f"---\nfile_format: mystnb\nkernelspec:\n  name: {KERNEL}\n---\n"
"""The shortest head of a page with cells."""


def read_front_matter(path: Path, text: str) -> dict[str, Any]:
    """The front matter of a page; empty if it has none.

    Raises:
        PageError: it does not end, or is no YAML mapping.
    """
    if not text.startswith("---"):
        return {}
    block, closed, _ = text[3:].partition("\n---")
    if not closed:
        raise PageError(path, 1, "the front matter does not end: close it with a line '---'")
    try:
        matter = yaml.safe_load(block)
    except yaml.MarkedYAMLError as error:
        line = 1 + (error.problem_mark.line if error.problem_mark else 0)
        raise PageError(path, line, f"the front matter is not YAML: {error.problem}") from None
    if matter is None:
        return {}
    if not isinstance(matter, dict):
        raise PageError(path, 1, "the front matter must hold 'key: value' lines")
    if not isinstance(matter.get("kernelspec", {}), dict):
        raise PageError(path, 1, f"the kernelspec must hold a line 'name: {KERNEL}'")
    return matter


def check_notebook(path: Path, matter: Mapping[str, Any]) -> None:
    """See that a page with cells says so, and is run by Python.

    Both heads that people write are taken: `file_format: mystnb`, and jupytext's own.

    Raises:
        PageError: it has another head, or another kernel.
    """
    if not _is_notebook(matter):
        message = (
            f"a page with code cells says so in its front matter: begin it with\n{HEAD.rstrip()}"
        )
        raise PageError(path, 1, message)
    kernel = matter.get("kernelspec", {})
    name, language = kernel.get("name", KERNEL), str(kernel.get("language", ""))
    if language.lower() != "python" and not str(name).lower().startswith("python"):
        message = f"the kernel is {name!r}, and cells are run by Python: name it '{KERNEL}'"
        raise PageError(path, 1, message)


def _is_notebook(matter: Mapping[str, Any]) -> bool:
    if matter.get("file_format") == "mystnb":
        return True
    found: Any = matter
    for key in ("jupytext", "text_representation", "format_name"):
        found = found.get(key) if isinstance(found, dict) else None
    return found in ("myst", "mystnb")
