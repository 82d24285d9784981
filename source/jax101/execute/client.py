"""Execute one page in a kernel of its own: limits, pictures, and what a cell left behind."""

from __future__ import annotations

import ast
import asyncio
import atexit
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode, v4

from jax101.execute.page import Page
from jax101.execute.tidy import tidy_outputs
from jax101.kernel.prompt import PromptManager

# Evaluated in the kernel when all cells have run: threads that the page started and that
# still run, with the code of the cell that defines what they run; local modules it imported.
_LEFT_BEHIND = """(lambda threading, linecache, sys, os: (
    ["".join(linecache.getlines(files[0]))
     for t in threading.enumerate()
     for runs in [(getattr(t, "_target", None), type(t).run, getattr(t, "function", None))]
     for files in [[f.__code__.co_filename for f in runs if "ipykernel_" in getattr(getattr(f, "__code__", None), "co_filename", "")]]
     if files],
    sorted(f for m in list(sys.modules.values())
           for f in [getattr(m, "__file__", None)]
           if f and f.startswith(os.getcwd() + os.sep) and "site-packages" not in f),
))(*map(__import__, ("threading", "linecache", "sys", "os")))"""
# The names of the last error's class and of all its bases.
_ERROR_TYPES = "[t.__name__ for t in __import__('sys').last_value.__class__.__mro__]"
_PICTURES = "__import__('jax101.pictures', fromlist=['_'])"
_CHARACTERS = 1_000_000


@dataclass(frozen=True)
class Limits:
    """How long and how much. Seconds and characters."""

    cell_seconds: float = 60.0
    page_seconds: float = 240.0
    cell_characters: int = _CHARACTERS


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


class Stopped(Exception):
    """The build is over, so the page need not go on."""


class _PageClient(NotebookClient):
    """nbclient, with a limit on time for the whole page and on output for each cell."""

    def __init__(self, page: Page, limits: Limits, stop: threading.Event | None) -> None:
        super().__init__(
            page.notebook,
            kernel_manager_class=PromptManager,
            resources={"metadata": {"path": str(page.path.resolve().parent)}},
            shutdown_kernel="immediate",
            record_timing=False,
            store_widget_state=False,
            startup_timeout=60,
            timeout_func=self._seconds_left,
            on_cell_start=self._cell_starts,
            on_cell_executed=self._cell_executed,
        )
        self.page, self.limits, self.stop = page, limits, stop
        self.too_much_output = False
        self.current: int | None = None
        self.error_types: dict[int, list[str]] = {}
        self.left_behind: tuple[list[str], list[str]] = ([], [])
        self._end = time.monotonic() + limits.page_seconds
        self._characters = 0

    def _seconds_left(self, cell: NotebookNode) -> float:  # noqa: ARG002 - nbclient passes it
        return max(0.001, min(self.limits.cell_seconds, self._end - time.monotonic()))

    @property
    def page_time_is_up(self) -> bool:
        return time.monotonic() >= self._end

    def _cell_starts(self, cell: NotebookNode, cell_index: int) -> None:
        if self.stop is not None and self.stop.is_set():
            raise Stopped
        if cell.cell_type == "code":
            self.current, self._characters = cell_index, 0

    def process_message(self, msg: dict[str, Any], cell: NotebookNode, cell_index: int) -> Any:
        content = msg["content"]
        if msg["msg_type"] in ("stream", "display_data", "execute_result", "update_display_data"):
            data = content.get("data")
            self._characters += len(content.get("text", "")) + sum(map(len, (data or {}).values()))
            if self._characters > self.limits.cell_characters:
                # The cell may print on for long: end the wait for its reply.
                self.too_much_output = True
                assert self.task_poll_for_reply is not None
                self.task_poll_for_reply.cancel()
                return None
        return super().process_message(msg, cell, cell_index)

    async def _async_check_alive(self) -> None:
        ended = self.kc is None  # the page has, and this was not yet told
        if ended or (self.stop is not None and self.stop.is_set()):
            raise DeadKernelError
        await super()._async_check_alive()

    async def _evaluate(self, expressions: dict[str, str]) -> dict[str, Any]:
        """Evaluate expressions silently, leaving no trace in the page's own counting."""
        assert self.kc is not None
        message = self.kc.execute("", silent=True, user_expressions=expressions)
        reply = await self.async_wait_for_reply(message)
        return dict(reply["content"].get("user_expressions", {})) if reply else {}

    async def _cell_executed(self, cell: NotebookNode, cell_index: int, execute_reply: Any) -> None:
        policy = self.page.policies[cell_index]
        if execute_reply["content"]["status"] == "error" and policy.raises:
            answer = (await self._evaluate({"types": _ERROR_TYPES})).get("types", {})
            if answer.get("status") == "ok":
                self.error_types[cell_index] = ast.literal_eval(answer["data"]["text/plain"])
        if not policy.draw:
            return
        answers = await self._evaluate({name: _drawing(name) for name in policy.draw})
        for name in policy.draw:
            answer = answers.get(name, {"status": "missing"})
            if answer["status"] != "ok":
                raise _CannotDraw(f"cannot draw '{name}': {answer.get('evalue', 'no answer')}")
            cell.outputs.append(
                v4.new_output("display_data", data=answer["data"], metadata={"drawn": name})
            )

    async def async_execute_cell(
        self, cell: NotebookNode, cell_index: int, *args: Any, **kwargs: Any
    ) -> Any:
        done = await super().async_execute_cell(cell, cell_index, *args, **kwargs)
        if cell_index == len(self.page.notebook.cells) - 1:
            answer = (await self._evaluate({"left": _LEFT_BEHIND})).get("left", {})
            if answer.get("status") == "ok":
                self.left_behind = ast.literal_eval(answer["data"]["text/plain"])
        return done


class _CannotDraw(Exception):
    pass


def _drawing(name: str) -> str:
    """The expression that draws an array, or the communication of a call."""
    function, _, arguments = name.removesuffix(")").partition("(")
    if not arguments:
        return f"{_PICTURES}.show_sharding({name})"
    return f"{_PICTURES}.show_communication({function}, {arguments}, name={function!r})"


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
        client = _PageClient(page, limits, stop)
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


def _fault(client: _PageClient, error: Exception) -> Fault:
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
    if isinstance(error, _CannotDraw):
        return Fault(cell, str(error))
    if isinstance(error, DeadKernelError):
        return Fault(
            cell, "the kernel died in this cell" if cell is not None else f"no kernel: {error}"
        )
    if cell is None:
        return Fault(None, f"the kernel did not start, twice: {error}")
    return Fault(cell, f"{type(error).__name__} while the cell ran: {error}")
