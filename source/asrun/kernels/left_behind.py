"""What a cell leaves running: threads, tasks and processes whose output nobody would see."""

from __future__ import annotations

import asyncio
import os
import sys
import threading
from pathlib import Path
from types import FrameType
from typing import Any

_STARTS = ("_thread.start_new_thread", "_thread.start_joinable_thread")
# Between a cell and the thread that it starts through them.
_MACHINERY = (f"{os.sep}threading.py", f"{os.sep}concurrent{os.sep}futures{os.sep}")
# Tasks of the kernel itself.
_OURS = ("ipykernel", "tornado", "zmq", "jupyter_client", "IPython")
_HELPERS = (b"multiprocessing.resource_tracker", b"multiprocessing.forkserver")


class Watch:
    """Knows what was started by cells; all else is the kernel's or a library's own.

    Call `audit` for every event of Python's audit hook.
    """

    def __init__(self) -> None:
        self._threads: set[threading.Thread] = set()

    def audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Note a thread that a cell starts."""
        if event not in _STARTS:
            return
        # The bound method Thread._bootstrap, in all Pythons.
        thread = getattr(arguments[0], "__self__", None)
        if isinstance(thread, threading.Thread) and _started_by_cell():
            self._threads.add(thread)

    def threads(self) -> list[str]:
        """The threads that a cell started and that still work."""
        running = [thread for thread in self._threads if thread.is_alive() and not _idle(thread)]
        self._threads = {thread for thread in self._threads if thread.is_alive()}
        return [f"a thread ({thread.name})" for thread in running]

    def tasks(self) -> list[str]:
        """The asyncio tasks that a cell started and that are not done."""
        try:
            tasks = asyncio.all_tasks()
        except RuntimeError:  # no loop runs here
            return []
        found = []
        for task in tasks:
            coroutine: Any = task.get_coro()
            code = getattr(coroutine, "cr_code", None)
            path = code.co_filename if code else ""
            if code and not any(f"{os.sep}{name}{os.sep}" in path for name in _OURS):
                found.append(f"an asyncio task ({code.co_name})")
        return found

    def processes(self) -> list[str]:
        """The processes that are children of this one and have not ended."""
        return [f"a process ({name})" for name in _children() if name]


def is_cell(path: str) -> bool:
    """Whether code of this file name is a cell's."""
    return f"{os.sep}ipykernel_{os.getpid()}{os.sep}" in path


def _started_by_cell() -> bool:
    """Whether the code that starts a thread now, past Python's own machinery, is a cell's."""
    frame: FrameType | None = sys._getframe(2)  # noqa: SLF001 - the only way to ask
    while frame is not None and any(part in frame.f_code.co_filename for part in _MACHINERY):
        frame = frame.f_back
    while frame is not None and frame.f_code.co_filename.endswith("inside.py"):
        frame = frame.f_back
        while frame is not None and any(part in frame.f_code.co_filename for part in _MACHINERY):
            frame = frame.f_back
    return frame is not None and is_cell(frame.f_code.co_filename)


def _idle(thread: threading.Thread) -> bool:
    """Whether it is a worker of a pool that waits for work."""
    target = getattr(thread, "_target", None)
    if getattr(target, "__module__", "") != "concurrent.futures.thread":
        return False
    frame = sys._current_frames().get(thread.ident or 0)  # noqa: SLF001
    while frame is not None:
        if frame.f_code.co_qualname == "_WorkItem.run":
            return False
        frame = frame.f_back
    return True


def _children() -> list[str]:
    """The command of every child process that still runs; only Linux can say."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            if int(fields[1]) != os.getpid() or fields[0] in "ZX":
                continue
            command = (folder / "cmdline").read_bytes()
        except (OSError, ValueError, IndexError):
            continue
        if not any(helper in command for helper in _HELPERS):
            found.append(command.replace(b"\0", b" ").decode(errors="replace").strip()[:80])
    return found
