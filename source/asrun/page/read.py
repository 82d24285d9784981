"""A page's source as a notebook, its faults named by file and line."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from IPython.core.inputtransformer2 import TransformerManager
from myst_nb.core.read import MystMetadataParsingError, read_myst_markdown_notebook
from myst_parser.config.main import MdParserConfig
from nbformat import NotebookNode

from asrun.page.recorded import PartError, settle
from asrun.page.options import OptionError, Policy
from asrun.records.recordings import Recording, RecordingError, read_recording, recording_path

KERNEL = "python3"
_ASKS_FOR_CPU = re.compile(r"jax_num_cpu_devices|jax_platforms\W+cpu")


class PageError(ValueError):
    """A page cannot be read. `line` counts from 1."""

    def __init__(self, path: Path, line: int, message: str) -> None:
        super().__init__(f"{path}:{line}: {message}")
        self.path, self.line, self.message = path, line, message


@dataclass
class Page:
    """A page that has been read.

    Attributes:
        name: its docname, such as `parallel/index`.
        path: its source.
        notebook: cells in order; code cells have their options as metadata.
        policies: what the build holds each code cell to, by cell index.
        recording: of the cells that this build does not run, if there is one.
        left_out: how many parts are not shown, for want of a recording.
    """

    name: str
    path: Path
    notebook: NotebookNode
    policies: dict[int, Policy]
    recording: Recording | None = None
    left_out: int = 0

    def line(self, cell: int) -> int:
        """The first source line of a cell, counted from 1."""
        return int(self.notebook.metadata["source_map"][cell]) + 1

    @property
    def code_cells(self) -> list[tuple[int, NotebookNode]]:
        """Index and cell of all code cells, in order."""
        return [(i, cell) for i, cell in enumerate(self.notebook.cells) if cell.cell_type == "code"]

    @property
    def asks_for_cpu(self) -> bool:
        """Whether the page itself asks for CPU devices, wherever it runs."""
        return any(_ASKS_FOR_CPU.search(cell.source) for _, cell in self.code_cells[:1])

    @property
    def has_code(self) -> bool:
        """Whether there is anything to execute."""
        return bool(self.code_cells)


def read_page(
    name: str, path: Path, markdown: MdParserConfig | None = None, *, run_recorded: bool = False
) -> Page:
    """Read a page.

    Args:
        name: its docname.
        path: its MyST Markdown source.
        markdown: MyST's configuration, which decides how Markdown is read.
        run_recorded: whether cells that need a GPU are to run; otherwise they have their
            recorded outputs, and parts without a recording are left out.

    Raises:
        PageError: front matter, kernel, cell options or a cell's syntax are wrong.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise PageError(
            path, 1, f"not UTF-8 (byte {error.start}): save the file as UTF-8"
        ) from None
    front_matter = _front_matter(path, text)
    try:
        notebook = read_myst_markdown_notebook(
            text, config=markdown or MdParserConfig(), add_source_map=True, path=path
        )
    except MystMetadataParsingError as error:
        place = re.search(r"at line (\d+)", str(error))
        reason = re.search(r"msg='(.*?)'", str(error))
        message = f"the cell's options cannot be read: {reason[1]}" if reason else str(error)
        raise PageError(path, int(place[1]) if place else 1, message) from None
    lines = text.splitlines()
    starts = notebook.metadata["source_map"]
    for index, cell in enumerate(notebook.cells):
        if (
            cell.cell_type == "markdown"
        ):  # myst-nb counts the blank lines above, which are not in it
            starts[index] = _first_line(lines, starts[index], cell.source)
    page = Page(name, path, notebook, {})
    if page.has_code:
        _check_kernel(path, front_matter)
    for index, cell in page.code_cells:
        line = page.line(index)
        try:
            policy = page.policies[index] = Policy.from_options(cell.metadata)
        except OptionError as error:
            raise PageError(path, line, str(error)) from None
        _check_syntax(path, lines, line - 1, cell)
        if policy.raises:
            cell.metadata["tags"] = [*cell.metadata.get("tags", []), "raises-exception"]
    if any(policy.recorded for policy in page.policies.values()):
        _settle_recorded(page, run_recorded)
    return page


def _settle_recorded(page: Page, run: bool) -> None:
    """Run, fill in or leave out the cells that need a GPU."""
    if page.asks_for_cpu:
        raise PageError(page.path, 1, "a page that asks for CPU devices has no recorded cells")
    try:
        recording = None if run else read_recording(recording_path(page.path, page.name))
        page.left_out = settle(page.notebook, recording, run=run)
        page.policies = {i: Policy.from_options(cell.metadata) for i, cell in page.code_cells}
    except PartError as error:
        raise PageError(page.path, error.line + 1, str(error)) from None
    except RecordingError as error:
        raise PageError(page.path, 1, str(error)) from None
    page.recording = recording


def _front_matter(path: Path, text: str) -> dict[str, Any]:
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
    if not isinstance(matter, dict):
        raise PageError(path, 1, "the front matter must hold 'key: value' lines")
    if not isinstance(matter.get("kernelspec", {}), dict):
        raise PageError(path, 1, f"the kernelspec must hold a line 'name: {KERNEL}'")
    return matter


def _check_kernel(path: Path, front_matter: dict[str, Any]) -> None:
    name = front_matter.get("kernelspec", {}).get("name")
    if front_matter.get("file_format") != "mystnb" or name != KERNEL:
        raise PageError(
            path,
            1,
            f"a page with code cells begins with 'file_format: mystnb' and the kernelspec name "
            f"'{KERNEL}' in its front matter, as docs/quickstart.md does (kernel here: {name!r})",
        )


def _check_syntax(path: Path, lines: list[str], start: int, cell: NotebookNode) -> None:
    """Find a syntax error before any cell runs, unless the cell is there to show one."""
    try:
        ast.parse(TransformerManager().transform_cell(cell.source))
    except SyntaxError as error:
        if "SyntaxError" in str(cell.metadata.get("raises", "")):
            return
        # Options stand between the fence and the code.
        where = _first_line(lines, start, cell.source) + (error.lineno or 1)
        raise PageError(path, where, f"syntax error in the cell: {error.msg}") from None


def _first_line(lines: list[str], start: int, source: str) -> int:
    """Where a cell's text begins, at `start` or below; lines count from 0."""
    first = next((line.strip() for line in source.splitlines() if line.strip()), "")
    return next((i for i in range(start, len(lines)) if lines[i].strip() == first), start)
