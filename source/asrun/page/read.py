"""A page's source as cells, its faults named by file and line."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml
from IPython.core.inputtransformer2 import TransformerManager
from myst_nb.core.read import MystMetadataParsingError, read_myst_markdown_notebook
from myst_parser.config.main import MdParserConfig
from nbformat import NotebookNode
from nbformat.validator import NotebookValidationError

from asrun.page.cell import Cell, Page
from asrun.page.errors import PageError, PageErrors
from asrun.page.front_matter import KERNEL, check_notebook, read_front_matter
from asrun.page.ipynb import read_ipynb
from asrun.page.misplaced import find_misplaced
from asrun.page.options import (
    KEPT_BY_PROGRAMS,
    OPTIONS,
    Option,
    OptionError,
    Options,
    read_options,
)
from asrun.page.recorded import settle
from asrun.records.recordings import Recording

# Python takes these for ends of lines, and Markdown does not.
_ODD_LINE_ENDS = re.compile("[\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")


def read_page(
    name: str,
    path: Path,
    *,
    source: Path | None = None,
    markdown: MdParserConfig | None = None,
    options: Iterable[Option] = OPTIONS,
    recording: Recording | None = None,
    run_recorded: bool = False,
) -> Page:
    """Read a page.

    Args:
        name: its docname.
        path: its source, MyST Markdown or a notebook; of a notebook no output is used.
        source: the folder of all pages; the page's own if not given.
        markdown: how Markdown is read.
        options: those that a cell may have.
        recording: of cells that only another platform can run.
        run_recorded: whether these run; otherwise they have their recorded outputs, and parts
            without a recording are left out.

    Raises:
        PageErrors: with everything that is wrong with it.
    """
    markdown = markdown or MdParserConfig()
    try:
        notebook, matter = _load(path, markdown)
    except PageError as error:
        raise PageErrors([error]) from None
    starts = notebook.metadata.pop("source_map")
    cells = [Cell(node, start + 1) for node, start in zip(notebook.cells, starts, strict=True)]
    page = Page(name, path, cells, notebook.metadata)
    errors: list[PageError] = []
    if page.has_code and path.suffix != ".ipynb":
        try:
            check_notebook(path, matter)
        except PageError as error:
            errors.append(error)
    if page.has_code:
        kernel = {"name": KERNEL, "display_name": KERNEL, "language": "python"}
        page.metadata["kernelspec"] = NotebookNode(kernel)
    known = tuple(options)
    for cell in page.code_cells:
        errors += _read_cell(path, cell, known)
    errors += _doubled_labels(page)
    if path.suffix != ".ipynb":
        text = path.read_text(encoding="utf-8-sig")
        errors += find_misplaced(path, text, source or path.parent, markdown)
    if not errors and any(cell.options.recorded for cell in page.code_cells):
        errors += settle(page, recording, markdown, run=run_recorded)
    if errors:
        raise PageErrors(sorted(errors, key=lambda error: (error.path != path, error.line)))
    return page


def _load(path: Path, markdown: MdParserConfig) -> tuple[NotebookNode, dict[str, Any]]:
    """The notebook of a page, with the first line of each cell from 0, and its front matter."""
    try:
        text = path.read_text(encoding="utf-8-sig")  # Windows puts a mark before the first line
    except UnicodeDecodeError as error:
        raise PageError(path, 1, f"not UTF-8 (byte {error.start}): save it as UTF-8") from None
    except OSError as error:
        raise PageError(path, 1, f"cannot be read: {error.strerror}") from None
    if path.suffix == ".ipynb":
        return read_ipynb(path, text), {}
    if odd := _ODD_LINE_ENDS.search(text):
        line = text.count("\n", 0, odd.start()) + 1
        message = (
            f"the line holds U+{ord(odd[0]):04X}, which ends a line for some programs: remove it"
        )
        raise PageError(path, line, message)
    matter = read_front_matter(path, text)
    try:
        notebook = read_myst_markdown_notebook(
            text, config=markdown, add_source_map=True, path=path
        )
    except MystMetadataParsingError as error:
        place = re.search(r"at line (\d+)", str(error))
        reason = re.search(r"msg='(.*?)'", str(error))
        message = f"the cell's options cannot be read: {reason[1]}" if reason else str(error)
        raise PageError(path, int(place[1]) if place else 1, message) from None
    except NotebookValidationError as error:
        raise _not_valid(path, text, error) from None
    except (OSError, ValueError, TypeError, AttributeError, KeyError) as error:
        raise PageError(path, 1, f"myst-nb cannot read it: {error}") from None
    lines, starts = text.splitlines(), notebook.metadata["source_map"]
    for index, cell in enumerate(notebook.cells):
        if cell.cell_type != "code":  # myst-nb counts the blank lines above, which are not in it
            starts[index] = _first_line(lines, starts[index], cell.source)
    return notebook, matter


def _not_valid(path: Path, text: str, error: Exception) -> PageError:
    """Why a cell's metadata are refused by the format of notebooks: in practice, its tags."""
    for number, line in enumerate(text.splitlines(), start=1):
        given = re.fullmatch(r":?tags:(.*)", line.strip())
        try:
            _tags(yaml.safe_load(given[1]) if given else [])
        except (OptionError, yaml.YAMLError) as reason:
            return PageError(path, number, str(reason))
    return PageError(path, 1, str(error).partition("\n")[0])


def _read_cell(path: Path, cell: Cell, known: tuple[Option, ...]) -> Iterator[PageError]:
    """Read a code cell's options, and find what would keep it from running."""
    metadata = cell.node.metadata
    for name in KEPT_BY_PROGRAMS.difference(option.name for option in known):
        metadata.pop(name, None)
    try:
        tags = _tags(metadata.get("tags"))
        if tags:
            metadata["tags"] = tags
        cell.options = read_options(metadata, known)
    except OptionError as error:
        yield PageError(path, cell.line, str(error))
        cell.options = Options()
    if cell.options.raises:
        metadata["tags"] = [*metadata.get("tags", []), "raises-exception"]
    yield from _check_code(path, cell)


def _tags(given: Any) -> list[str]:
    if given is None:
        return []
    if not isinstance(given, list) or not all(isinstance(tag, str) for tag in given):
        raise OptionError(f"the cell option 'tags' is a list such as [remove-input], not {given!r}")
    if "skip-execution" in given:
        raise OptionError(
            "the tag 'skip-execution' keeps a cell from running, so nothing it shows is verified: "
            "show its code in a {code-block}"
        )
    return list(given)


def _check_code(path: Path, cell: Cell) -> Iterator[PageError]:
    """Find a syntax error before any cell runs, unless the cell is there to show one."""
    try:
        code = TransformerManager().transform_cell(cell.source)
        ast.parse(code)
    except SyntaxError as error:
        if not cell.options.raises:
            where = _code_line(path, cell) + (error.lineno or 1)
            yield PageError(path, where, f"syntax error in the cell: {error.msg}")
        return
    if re.search(r"run_line_magic\('pinfo2?'", code):
        message = "help as in `len?` opens a pager, which no page shows: use print(len.__doc__)"
        yield PageError(path, _code_line(path, cell) + 1, message)


def _code_line(path: Path, cell: Cell) -> int:
    """The line above the first one of a cell's code, from 1: its options may stand before it."""
    if path.suffix == ".ipynb":
        return cell.line
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    return _first_line(lines, cell.line - 1, cell.source)


def _doubled_labels(page: Page) -> Iterator[PageError]:
    seen: dict[str, int] = {}
    for cell in page.code_cells:
        label = cell.options.label
        if label in seen:
            message = f"a second cell has ':label: {label}', the first in line {seen[label]}"
            yield PageError(page.path, cell.line, message)
        elif label:
            seen[label] = cell.line


def _first_line(lines: list[str], start: int, source: str) -> int:
    """Where a cell's text begins, at `start` or below; lines count from 0."""
    first = next((line.strip() for line in source.splitlines() if line.strip()), "")
    return next((i for i in range(start, len(lines)) if lines[i].strip() == first), start)
