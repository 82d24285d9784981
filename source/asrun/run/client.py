"""nbclient for one page: limits, pictures, and what a cell left behind."""

from __future__ import annotations

import ast
import threading
import time
from dataclasses import dataclass
from typing import Any

from nbclient import NotebookClient
from nbclient.exceptions import DeadKernelError
from nbformat import NotebookNode, v4

from asrun.page.read import Page
from asrun.kernels.fast_client import PromptManager

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


@dataclass(frozen=True)
class Limits:
    """How long and how much. Seconds and characters."""

    cell_seconds: float = 60.0
    page_seconds: float = 240.0
    cell_characters: int = 1_000_000


class Stopped(Exception):
    """The build is over, so the page need not go on."""


class PageClient(NotebookClient):
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
        """Whether the page, and not only a cell, took too long."""
        return time.monotonic() >= self._end

    def _cell_starts(self, cell: NotebookNode, cell_index: int) -> None:
        if self.stop is not None and self.stop.is_set():
            raise Stopped
        if cell.cell_type == "code":
            self.current, self._characters = cell_index, 0

    def process_message(self, msg: dict[str, Any], cell: NotebookNode, cell_index: int) -> Any:
        """Count what the cell prints, and end it when that is too much."""
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
                raise CannotDraw(f"cannot draw '{name}': {answer.get('evalue', 'no answer')}")
            cell.outputs.append(
                v4.new_output("display_data", data=answer["data"], metadata={"drawn": name})
            )

    async def async_execute_cell(
        self, cell: NotebookNode, cell_index: int, *args: Any, **kwargs: Any
    ) -> Any:
        """Execute a cell; after the last, ask what the page leaves behind."""
        done = await super().async_execute_cell(cell, cell_index, *args, **kwargs)
        if cell_index == len(self.page.notebook.cells) - 1:
            answer = (await self._evaluate({"left": _LEFT_BEHIND})).get("left", {})
            if answer.get("status") == "ok":
                self.left_behind = ast.literal_eval(answer["data"]["text/plain"])
        return done


class CannotDraw(Exception):
    """What a cell is to draw is not there, or no array."""


def _drawing(name: str) -> str:
    """The expression that draws an array, or the communication of a call."""
    function, _, arguments = name.removesuffix(")").partition("(")
    if not arguments:
        return f"{_PICTURES}.show_sharding({name})"
    return f"{_PICTURES}.show_communication({function}, {arguments}, name={function!r})"
