"""Execute one page in a kernel of its own, and say what went wrong in which cell."""

from __future__ import annotations

import asyncio
import atexit
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from asrun.run.client import CannotDraw, Limits, PageClient, Stopped
from asrun.page.read import Page
from asrun.run.normalize import tidy_outputs


@dataclass
class Fault:
    """A page did not run to its end as it should. `cell` is the index of the cell, if one is to blame."""

    cell: int | None
    message: str


@dataclass
class Execution:
    """What came of executing a page.

    Attributes:
        page: the page; its notebook now holds the outputs.
        faults: why it cannot be published; empty if it can.
        imported: local modules that its cells imported.
        error_types: for each cell that raised as expected, its error's class and all bases, by name.
        seconds: wall time, kernel's start included.
    """

    page: Page
    faults: list[Fault] = field(default_factory=list)
    imported: list[Path] = field(default_factory=list)
    error_types: dict[int, list[str]] = field(default_factory=dict)
    seconds: float = 0.0


def execute_page(
    page: Page, limits: Limits | None = None, stop: threading.Event | None = None
) -> Execution:
    """Execute a page's cells in order, in a kernel that no other page uses.

    Only a kernel's start is tried twice, never a cell.

    Args:
        page: its notebook receives the outputs, in place.
        limits: how long a cell and the page may take, and how much a cell may print.
        stop: when set, no kernel and no cell is started any more.

    Returns:
        The faults found, if any; an expected error is none.
    """
    limits = limits or Limits()
    begin = time.monotonic()
    execution = Execution(page)
    for attempt in (1, 2):
        client = PageClient(page, limits, stop)
        try:
            asyncio.run(client.async_execute())
        except Exception as error:  # noqa: BLE001 - whatever stops a page is a fault of the page
            stopped = stop is not None and stop.is_set()
            if client.current is None and attempt == 1 and not stopped:
                continue
            execution.faults.append(_fault(client, error))
        finally:
            # nbclient forgets it where a kernel did not start, and prints a traceback at the end.
            atexit.unregister(client._cleanup_kernel)  # noqa: SLF001
        break
    _clean(page)
    execution.error_types = client.error_types
    execution.imported = [Path(name) for name in client.left_behind[1]]
    for source in client.left_behind[0]:
        cell = next((i for i, c in page.code_cells if c.source.strip() == source.strip()), None)
        message = "the cell leaves a thread running, whose output nobody sees: join it in the cell"
        execution.faults.append(Fault(cell, message))
    execution.seconds = time.monotonic() - begin
    return execution


def _clean(page: Page) -> None:
    for _, cell in page.code_cells:
        cell.metadata.pop("execution", None)
        cell.outputs = tidy_outputs(cell.outputs)


def _fault(client: PageClient, error: Exception) -> Fault:
    """Say in one or two lines what went wrong in which cell."""
    limits, cell = client.limits, client.current
    if isinstance(error, CellExecutionError):
        return Fault(cell, f"the cell raised {error.ename}: {error.evalue.strip()}")
    if isinstance(error, CellTimeoutError):
        if client.page_time_is_up:
            return Fault(
                cell, f"the page was stopped in this cell, after {limits.page_seconds:g} seconds"
            )
        return Fault(
            cell, f"the cell did not end within {limits.cell_seconds:g} seconds and was stopped"
        )
    if client.too_much_output:
        return Fault(
            cell,
            f"the cell printed more than {limits.cell_characters:,} characters and was stopped",
        )
    if isinstance(error, Stopped):
        return Fault(cell, "the build was stopped before this page had run")
    if isinstance(error, CannotDraw):
        return Fault(cell, str(error))
    if isinstance(error, DeadKernelError):
        return Fault(
            cell, "the kernel died in this cell" if cell is not None else f"no kernel: {error}"
        )
    if cell is None:
        return Fault(None, f"the kernel did not start, twice: {error}")
    return Fault(cell, f"{type(error).__name__} while the cell ran: {error}")
