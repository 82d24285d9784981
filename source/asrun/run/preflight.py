"""Before anything else: can this machine run the pages at all?"""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

from nbformat import NotebookNode, v4

from asrun.kernels.warm import Kernels
from asrun.page.cell import Cell, Page
from asrun.run.client import Limits
from asrun.run.execute import execute_page

_SECONDS = 60.0


class PreflightError(RuntimeError):
    """This machine cannot run the pages; the message says why and what to do."""


def preflight(code: str, advice: str, kernels: Kernels) -> str:
    """Run code that must run wherever pages do, in a kernel like their own.

    Args:
        code: of the site.
        advice: what to do where it fails.
        kernels: what kernels run in.

    Returns:
        What it printed.

    Raises:
        PreflightError: it fails, aborts or hangs.
    """
    cell = Cell(v4.new_code_cell(code), 1)
    page = Page("preflight", kernels.folder / "preflight", [cell], NotebookNode())
    # Not in the main thread, where nbclient would keep Ctrl-C to itself.
    pool, stop = ThreadPoolExecutor(1), threading.Event()
    try:
        limits = Limits(cell_seconds=_SECONDS)
        execution = pool.submit(execute_page, page, kernels, limits, stop).result()
    finally:
        stop.set()
        pool.shutdown(wait=False)
    if execution.faults:
        reason = execution.faults[0].message.partition("\nif the page")[0]
        raise PreflightError(f"this machine cannot run the pages: {reason}\n{advice}".rstrip())
    printed = (
        o.text for o in cell.node.outputs if o.output_type == "stream" and o.name == "stdout"
    )
    return "".join(printed).strip()
