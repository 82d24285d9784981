"""A page and its cells: one object from reading to report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from nbformat import NotebookNode

from asrun.page.options import Options
from asrun.records.outputs import Output
from asrun.records.recordings import Recording


@dataclass
class Cell:
    """One cell of a page.

    Attributes:
        node: in Jupyter's notebook format; after execution it holds the outputs, as published.
        line: first line in its page, from 1; of a code cell, the one below its fence.
        options: what a code cell is held to; prose has none.
        shown: what of the outputs a reader sees, as it is compared; filled in by execution.
        error_types: of a cell that raised: the error's class and all its bases, by name.
        not_run: whether this build shows the recording of a cell instead of running it.
        in_recorded_part: whether it belongs to a part that only another platform can run.
    """

    node: NotebookNode
    line: int
    options: Options = field(default_factory=Options)
    shown: list[Output] = field(default_factory=list)
    error_types: Sequence[str] = ()
    not_run: bool = False
    in_recorded_part: bool = False

    @property
    def is_code(self) -> bool:
        """Whether it is a code cell; all others are prose."""
        return bool(self.node.cell_type == "code")

    @property
    def source(self) -> str:
        """Its code, or its Markdown."""
        return str(self.node.source)


@dataclass
class Page:
    """A page that has been read.

    Attributes:
        name: its docname, such as `parallel/index`.
        path: its source.
        cells: code and prose, in order.
        metadata: of the notebook, as myst-nb wants it: the front matter and the kernel.
        recording: of the cells that this build does not run, if there is one.
        left_out: how many parts are not shown, for want of a recording.
    """

    name: str
    path: Path
    cells: list[Cell]
    metadata: NotebookNode
    recording: Recording | None = None
    left_out: int = 0

    @property
    def site(self) -> Path:
        """The folder of the site's pages, from which the page has its name."""
        return self.path.resolve().parents[self.name.count("/")]

    @property
    def code_cells(self) -> list[Cell]:
        """The code cells, in order."""
        return [cell for cell in self.cells if cell.is_code]

    @property
    def has_code(self) -> bool:
        """Whether there is anything to execute."""
        return any(cell.is_code for cell in self.cells)

    def notebook(self) -> NotebookNode:
        """The page as a notebook whose cells are this page's own: what runs it fills them in."""
        metadata = NotebookNode(self.metadata, source_map=[cell.line - 1 for cell in self.cells])
        cells = [cell.node for cell in self.cells]
        return NotebookNode(nbformat=4, nbformat_minor=5, metadata=metadata, cells=cells)
