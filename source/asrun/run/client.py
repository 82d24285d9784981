"""nbclient for one page: limits, what options show, and what a cell left behind."""

from __future__ import annotations

import json
import threading
import time
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionComplete, DeadKernelError
from nbformat import NotebookNode, v4

from asrun.kernels.manager import PageManager
from asrun.page.cell import Page

_PRINTS = ("stream", "display_data", "execute_result", "update_display_data", "error")


@dataclass(frozen=True)
class Limits:
    """How long and how much. Seconds and characters."""

    cell_seconds: float = 60.0
    page_seconds: float = 240.0
    cell_characters: int = 1_000_000


class Stopped(Exception):
    """The build is over, so the page need not go on."""


class CannotShow(Exception):
    """What an option names cannot be shown under the cell."""


class LeftRunning(Exception):
    """A cell left something running, whose output nobody would see."""


class PageRunner(NotebookClient):
    """nbclient, with limits for the page and its cells; it asks the kernel what else happened.

    `turn` is held from the first cell until the kernel is gone; the page's time begins with it.
    """

    def __init__(
        self,
        page: Page,
        manager: PageManager,
        limits: Limits,
        stop: threading.Event | None,
        turn: AbstractContextManager[object],
    ) -> None:
        super().__init__(
            page.notebook(),
            km=manager,
            resources={"metadata": {"path": str(page.path.resolve().parent)}},
            shutdown_kernel="immediate",
            record_timing=False,
            store_widget_state=False,
            startup_timeout=60,
            timeout_func=self._seconds_left,
            on_cell_start=self._cell_starts,
            on_cell_executed=self._cell_executed,
        )
        self.page, self.manager, self.limits, self.stop = page, manager, limits, stop
        self.seconds_in_cells = 0.0
        self.too_much_output = False
        self.current: int | None = None
        self.late: set[int] = set()
        self._sent: dict[str, int] = {}
        self._turn: AbstractContextManager[object] | None = turn
        self._held = ExitStack()
        self._end = time.monotonic() + limits.page_seconds
        self._characters = 0
        self._last = max(i for i, c in enumerate(page.cells) if c.is_code and not c.not_run)

    async def run(self) -> None:
        """Execute the page in a kernel of its own, which is gone afterwards."""
        environment = self.manager.kernels.environment
        with self._held:
            await self.async_execute(cleanup_kc=True, env=environment)

    def _take_turn(self) -> None:
        """Wait until no other page's cells run, where pages take turns."""
        if self._turn is not None:
            self._held.enter_context(self._turn)
            self._turn = None
            self._end = time.monotonic() + self.limits.page_seconds

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

    async def async_execute_cell(
        self, cell: NotebookNode, cell_index: int, *args: Any, **kwargs: Any
    ) -> Any:
        """Execute a cell, unless this build shows its recording."""
        if self.page.cells[cell_index].not_run:
            return cell
        self._take_turn()
        began = time.monotonic()
        try:
            return await super().async_execute_cell(cell, cell_index, *args, **kwargs)
        finally:
            self.seconds_in_cells += time.monotonic() - began

    def process_message(self, msg: dict[str, Any], cell: NotebookNode, cell_index: int) -> Any:
        """Count what the cell prints, and end it when that is too much."""
        content = msg["content"]
        if msg["msg_type"] in _PRINTS:
            data = content.get("data") or {}
            # A number where a text belongs, which Jupyter's format does not take.
            data.update({m: str(v) for m, v in data.items() if _is_number(m, v)})
            self._characters += len(content.get("text", "")) + sum(map(_length, data.values()))
            if self._characters > self.limits.cell_characters:
                # The cell may print on for long: end the wait for its reply.
                self.too_much_output = True
                assert self.task_poll_for_reply is not None
                self.task_poll_for_reply.cancel()
                return None
        return super().process_message(msg, cell, cell_index)

    async def _async_poll_output_msg(
        self, parent_msg_id: str, cell: NotebookNode, cell_index: int
    ) -> None:
        """Read the output of a cell, and note which earlier cells still print."""
        assert self.kc is not None
        self._sent[parent_msg_id] = cell_index
        while True:
            message = await self.kc.iopub_channel.get_msg(timeout=None)
            parent = message["parent_header"].get("msg_id")
            if parent == parent_msg_id:
                try:
                    self.process_message(message, cell, cell_index)
                except CellExecutionComplete:
                    return
            elif message["msg_type"] in _PRINTS and parent in self._sent:
                self.late.add(self._sent[parent])

    async def _async_check_alive(self) -> None:
        ended = self.kc is None  # the page has, and this was not yet told
        if ended or (self.stop is not None and self.stop.is_set()):
            raise DeadKernelError
        await super()._async_check_alive()

    async def _ask(self, cell_index: int, content: dict[str, Any]) -> dict[str, Any]:
        """Ask the kernel what else happened; the page's names are not touched, nor its counting."""
        assert self.kc is not None
        message = self.kc.session.msg("asrun_request", content)
        self._sent[message["header"]["msg_id"]] = cell_index
        self.kc.shell_channel.send(message)
        reply = await self.async_wait_for_reply(message["header"]["msg_id"])
        if reply is None:
            raise RuntimeError("the kernel did not say what the cell left behind")
        answer = dict(reply["content"])
        if "failed" in answer:
            raise RuntimeError(f"the kernel could not say what the cell did: {answer['failed']}")
        return answer

    async def _cell_executed(self, cell: NotebookNode, cell_index: int, execute_reply: Any) -> None:
        read = self.page.cells[cell_index]
        raised = execute_reply["content"]["status"] == "error"
        if raised and not read.options.raises:
            return  # the page ends here
        last = cell_index == self._last
        show = [] if raised else list(read.options.show)
        answer = await self._ask(cell_index, {"raised": raised, "show": show, "last": last})
        read.error_types = tuple(answer["types"])
        for (_, text), shown in zip(show, answer["shown"], strict=True):
            if "error" in shown:
                raise CannotShow(f"cannot show '{text}': {shown['error']}")
            metadata = {**shown["metadata"], "drawn": text}
            output = v4.new_output("display_data", data=shown["data"], metadata=metadata)
            cell.outputs.append(output)
        if answer["left"]:
            raise LeftRunning(", ".join(answer["left"]))

    def happened(self) -> list[dict[str, Any]]:
        """What the kernel noted while the page ran: files that it opened, late variables."""
        try:
            lines = Path(self.manager.happened).read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return []
        return [json.loads(line) for line in lines]


def _is_number(mime: str, value: Any) -> bool:
    return not isinstance(value, str | list | dict) and not mime.endswith("json")


def _length(value: Any) -> int:
    return len(value) if isinstance(value, str) else len(json.dumps(value, default=str))
