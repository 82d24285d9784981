"""Execute one page in a kernel of its own, and say what went wrong in which cell."""

from __future__ import annotations

import asyncio
import atexit
import threading
import time
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from asrun.kernels.manager import PageManager
from asrun.kernels.warm import Kernels
from asrun.page.cell import Page
from asrun.run.client import CannotShow, LeftRunning, Limits, PageRunner, Stopped
from asrun.run.normalize import normalize


@dataclass
class Fault:
    """A page did not run to its end as it should. `cell` is the index of the cell, if one is to blame."""

    cell: int | None
    message: str


@dataclass
class Execution:
    """What came of executing a page.

    Attributes:
        page: the page; its cells now hold the outputs.
        faults: why it cannot be published; empty if it can.
        opened: files that its cells opened or tried to, helpers that they imported among them.
        does: what else its outputs may depend on, and what it changed.
        began: when, in seconds since 1970, as files have it.
        seconds: wall time, kernel's start included.
        seconds_in_cells: the part of it in which cells ran.
        notes: how it was run otherwise than most pages are.
    """

    page: Page
    faults: list[Fault] = field(default_factory=list)
    opened: list[Path] = field(default_factory=list)
    does: list[str] = field(default_factory=list)
    began: float = field(default_factory=time.time)
    seconds: float = 0.0
    seconds_in_cells: float = 0.0
    notes: list[str] = field(default_factory=list)

    @property
    def dependencies(self) -> list[Path]:
        """Files that make the page run again when they change."""
        return [path for path in self.opened if path.is_file()]


def execute_page(
    page: Page,
    kernels: Kernels,
    limits: Limits | None = None,
    stop: threading.Event | None = None,
    turn: AbstractContextManager[object] | None = None,
) -> Execution:
    """Execute a page's cells in order, in a kernel that no other page uses.

    Only a kernel's start is tried twice. A page that changes its environment before it imports
    what a forked kernel has in memory begins anew in an ordinary one, where that has its effect.

    Args:
        page: its cells receive the outputs, in place.
        kernels: what kernels run in.
        limits: how long a cell and the page may take, and how much a cell may print.
        stop: when set, no kernel and no cell is started any more.
        turn: held while the page's cells run, where pages take turns; their kernels start before.

    Returns:
        The faults found, if any; an expected error is none.
    """
    limits = limits or Limits()
    begin = time.monotonic()
    execution = Execution(page)
    if all(cell.not_run for cell in page.code_cells):
        return execution
    fork = True
    for attempt in (1, 2, 3):
        runner = PageRunner(
            page,
            PageManager(kernels, fork=fork, site=page.site),
            limits,
            stop,
            turn or nullcontext(),
        )
        try:
            asyncio.run(runner.run())
        except Exception as error:  # noqa: BLE001 - whatever stops a page is a fault of the page
            stopped = stop is not None and stop.is_set()
            if runner.current is None and attempt < 2 and not stopped:
                continue
            execution.faults = [_fault(runner, error)]
        else:
            execution.faults = []
        finally:
            execution.seconds_in_cells += runner.seconds_in_cells
            # nbclient forgets it where a kernel did not start, and prints a traceback at the end.
            atexit.unregister(runner._cleanup_kernel)  # noqa: SLF001
        changed = [name for what in runner.happened() for name in what.get("environment", ())]
        if changed and fork:
            names = ", ".join(dict.fromkeys(changed))
            execution.notes = [f"{names} set before an import: run in an ordinary kernel"]
            fork = False
            continue
        break
    execution.faults += [
        Fault(cell, "the cell printed after it had ended, which no page shows: wait in the cell")
        for cell in sorted(runner.late)
    ]
    happened = runner.happened()
    execution.opened = [Path(what["opened"]) for what in happened if "opened" in what]
    execution.does = [what["does"] for what in happened if "does" in what]
    for cell in page.code_cells:
        cell.node.metadata.pop("execution", None)
        cell.node.outputs = normalize(cell.node.outputs)
    execution.seconds = time.monotonic() - begin
    return execution


def _fault(runner: PageRunner, error: Exception) -> Fault:
    """Say in one or two lines what went wrong in which cell."""
    limits, cell = runner.limits, runner.current
    if isinstance(error, CellExecutionError):
        declare = (
            "" if ":" in error.ename else f"\nif the page is to show it: ':raises: {error.ename}'"
        )
        return Fault(cell, f"the cell raised {error.ename}: {error.evalue.strip()}{declare}")
    if isinstance(error, CellTimeoutError):
        if runner.page_time_is_up:
            return Fault(
                cell, f"the page was stopped in this cell, after {limits.page_seconds:g} seconds"
            )
        return Fault(
            cell, f"the cell did not end within {limits.cell_seconds:g} seconds and was stopped"
        )
    if runner.too_much_output:
        return Fault(
            cell,
            f"the cell printed more than {limits.cell_characters:,} characters and was stopped",
        )
    if isinstance(error, Stopped):
        return Fault(cell, "the build was stopped before this page had run")
    if isinstance(error, CannotShow):
        return Fault(cell, str(error))
    if isinstance(error, LeftRunning):
        way_out = "whose output no page shows: wait for it in the cell"
        return Fault(cell, f"the cell leaves running {error}, {way_out}")
    if isinstance(error, DeadKernelError):
        return Fault(
            cell, "the kernel died in this cell" if cell is not None else f"no kernel: {error}"
        )
    if cell is None:
        return Fault(None, f"the kernel did not start, twice: {error}")
    return Fault(cell, f"{type(error).__name__} while the cell ran: {error}")
