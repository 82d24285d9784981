"""What is served while a site is written: a page that is not verified says so, where it is wrong."""

from __future__ import annotations

import logging as python_logging
import sys
from collections.abc import Iterable
from html import escape

from nbformat import NotebookNode, v4
from sphinx.application import Sphinx
from sphinx.util import logging

from asrun.findings import Finding
from asrun.outcome import PageOutcome

_CLASS = "asrun-unverified"
_STYLE = f"""<style>
.{_CLASS} {{ border-inline-start: .3rem solid #b3261e; margin: .5rem 0; padding: .25rem .75rem; }}
.{_CLASS} pre {{ white-space: pre-wrap; overflow-wrap: anywhere; }}
</style>"""


def setup_unverified(app: Sphinx) -> None:
    """In `live`: keep the terminal to what is wrong, with what follows from it in one line."""
    app.connect("config-inited", _fold, priority=50)


def mark(notebook: NotebookNode, outcome: PageOutcome) -> None:
    """Write into a page that is shown without being verified what was found, at its cell.

    Args:
        notebook: of the page, to be changed.
        outcome: of the page.
    """
    page = outcome.page
    if page is None or outcome.verified:
        return
    starts = [cell.line for cell in page.cells]
    count = len(outcome.findings)
    summary = (
        f"This page is not verified: {count} finding{'s' * (count != 1)}, each shown at its place"
    )
    for finding in outcome.findings:
        before = [i for i, line in enumerate(starts) if line <= finding.line + 1]
        index = before[-1] if before and finding.path == page.path else None
        cell = notebook.cells[index] if index is not None else None
        if cell is not None and cell.cell_type == "code":
            data = {"text/html": _html([finding]), "text/plain": finding.message}
            cell.outputs = [*cell.outputs, v4.new_output("display_data", data=data)]
        else:
            summary += f"\n{_place(finding)}{finding.message}"
    head = next((i for i, c in enumerate(notebook.cells) if c.cell_type == "markdown"), None)
    if head is not None:
        first, _, rest = notebook.cells[head].source.partition("\n")
        shown = f"```{{raw}} html\n{_STYLE}\n{_box(summary)}\n```"
        notebook.cells[head].source = f"{first}\n\n{shown}\n{rest}"


def unreadable(name: str, findings: Iterable[Finding]) -> NotebookNode:
    """A page in place of one that cannot be read: what is wrong with it."""
    shown = "\n".join(f"{_place(finding)}{finding.message}" for finding in findings)
    source = f"# {name}\n\n```{{raw}} html\n{_STYLE}\n{_box(shown)}\n```\n"
    metadata = NotebookNode(source_map=[0])
    return NotebookNode(
        nbformat=4, nbformat_minor=5, metadata=metadata, cells=[v4.new_markdown_cell(source)]
    )


def _place(finding: Finding) -> str:
    return f"{finding.path.name}, line {finding.line}: "


def _html(findings: Iterable[Finding]) -> str:
    return _box("\n\n".join(f"Not verified. {finding.message}" for finding in findings))


def _box(text: str) -> str:
    return f'<div class="{_CLASS}" role="note"><pre>{escape(text)}</pre></div>'


class _Fold(python_logging.Filter):
    """Holds warnings back until the build is over, then lets the real ones out."""

    def __init__(self) -> None:
        super().__init__()
        self.held: list[python_logging.LogRecord] = []
        self.open = False

    def filter(self, record: python_logging.LogRecord) -> bool:
        if self.open or record.levelno < python_logging.WARNING:
            return True
        self.held.append(record)
        return False


def _fold(app: Sphinx, _: object) -> None:
    if not app.config.asrun_live:
        return
    fold = _Fold()
    logger = python_logging.getLogger(logging.NAMESPACE)
    handlers = [h for h in logger.handlers if h.level >= python_logging.WARNING]
    for handler in handlers:
        handler.filters.insert(0, fold)

    def end(app: Sphinx, _: object) -> None:
        fold.open = True
        ours = [record for record in fold.held if getattr(record, "type", "") == "asrun"]
        others = [record for record in fold.held if record not in ours]
        for record in ours or others:
            for handler in handlers:
                handler.handle(record)
        if ours and others:
            print(
                f"and {len(others)} warning{'s' * (len(others) != 1)} that may only follow from this; "
                "they are shown when it is mended.",
                file=sys.stderr,
                flush=True,
            )
        for handler in handlers:
            handler.removeFilter(fold)

    app.connect("build-finished", end, priority=100)
