"""After a page has run: its record, its options and its prose against what it did."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.util import logging

from asrun.page.read import Page
from asrun.run.execute import Execution
from asrun.sphinxext.results import PageResult
from asrun.records.outputs import PICTURES
from asrun.verify.page import verify_page
from asrun.records.recordings import recording_path
from asrun.records.files import record_path
from asrun.verify.report import Cell

logger = logging.getLogger(__name__)


def verify(app: Sphinx, execution: Execution, device: str, *, on_gpu: bool) -> PageResult:
    """Verify an executed page, warn of what was found, and make its outputs fit to publish.

    Args:
        app: of the build.
        execution: of the page; its notebook is changed in place.
        device: what it ran on, as a reader is told.
        on_gpu: whether that is a GPU.
    """
    page, cells = execution.page, page_cells(execution)
    record = record_path(Path(app.srcdir), page.name)
    report = verify_page(page.name, page.path, cells, record, version("jax"), on_gpu=on_gpu)
    for fault in execution.faults:
        line = page.line(fault.cell) if fault.cell is not None else 1
        warn("execution", (page.name, line), fault.message)
    if not execution.faults:  # a page that stopped early differs in all that follows: say it once
        for finding in report.findings:
            where: Any = (page.name, finding.line)
            if finding.path != page.path:
                where = f"{finding.path}:{finding.line}"
            warn(finding.kind, where, finding.message)
    covers: dict[str, list[int]] = {}
    for index, policy in page.policies.items():
        for fact in policy.covers:
            covers.setdefault(fact, []).append(page.line(index))
    _publishable(page)
    recording = [recording_path(page.path, page.name)] if page.recording else []
    return PageResult(
        notebook=page.notebook,
        lines=[page.line(i) for i in range(len(page.notebook.cells))],
        evidence=report.evidence,
        covers=covers,
        dependencies=[*execution.imported, record, *recording],
        raises={page.line(i): p.raises for i, p in page.policies.items() if p.raises},
        seconds=execution.seconds,
        green=not execution.faults and not report.findings,
        device=device,
        on_gpu=on_gpu,
        recording=page.recording.caption() if page.recording else "",
        left_out=page.left_out,
    )


def page_cells(execution: Execution) -> list[Cell]:
    """An executed page's cells as the verifier sees them."""
    page = execution.page
    return [
        Cell(
            page.line(i),
            cell.source,
            page.policies.get(i),
            cell.get("outputs", ()),
            execution.error_types.get(i, ()),
        )
        for i, cell in enumerate(page.notebook.cells)
    ]


def _publishable(page: Page) -> None:
    """Drop what served the verification alone, and put drawings into the page itself.

    Inline, an SVG follows the page's theme; as an image file it could not.
    """
    for _, cell in page.code_cells:
        for output in cell.outputs:
            data = output.get("data", {})
            if [data.pop(mime) for mime in PICTURES if mime in data]:
                svg = data.pop("image/svg+xml")
                data["text/html"] = f'<figure class="jax101-sharding">{svg}</figure>'


def warn(subtype: str, location: Any, message: str) -> None:
    """Report a finding at a page and line, or at `path:line`; the build then ends with an error."""
    logger.warning("%s", message, location=location, type="jax101", subtype=subtype)
