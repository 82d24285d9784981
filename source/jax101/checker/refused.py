"""What an answer may not do while it is checked: reach for what judges it, or start something.

Python's audit events tell of it. An event counts only where the answer's own code asks for it, by
itself or through a library: what JAX or pytest does of its own accord is theirs. This is for
honest mistakes and cheap tricks; code that sets out to deceive finds other ways.
"""

from __future__ import annotations

import os
import re
import sys
import sysconfig
import threading
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

from jax101.assertions.failure import CheckFailed

_STARTS = frozenset(
    [
        *("os.exec", "os.fork", "os.forkpty", "os.kill", "os.killpg", "os.posix_spawn", "os.spawn"),
        *("os.startfile", "os.system", "pty.spawn", "signal.pthread_kill", "subprocess.Popen"),
    ]
)
"""Begin or end a process."""
_LOOKS = frozenset(
    [
        *("sys._getframe", "sys._getframemodulename", "sys._current_frames"),
        *("gc.get_objects", "gc.get_referrers", "gc.get_referents"),
    ]
)
"""Lead to the code that checks, and what it knows."""
_TO_FRAMES = frozenset(["tb_frame", "gi_frame", "cr_frame", "ag_frame"])
_WATCHED = _STARTS | _LOOKS | {"open", "object.__getattr__"}
_THROUGH = f"{os.sep}inspect.py"  # looks at frames on behalf of whoever calls it
_LIBRARIES = (
    "<frozen ",  # the import system
    *{sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")},
    str(Path(__file__).resolve().parents[1]),
)
"""Where code lies that looks at frames for purposes of its own: warnings, namedtuple, pytest."""


def refuse(answer: Path, exercise: Path) -> Callable[[], str | None]:
    """Refuse from now on what an answer must not do; there is no way back.

    Args:
        answer: the learner's file.
        exercise: the folder with the solution and the checks.

    Returns:
        A function that says in words what the answer did, or None.
    """
    mine = str(answer)
    # checks.py is not closed: whoever writes a traceback reads the files in it.
    closed = re.compile(
        rf"{re.escape(str(exercise.parent))}/\w+/(solution\.py|accepted/|wrong/)"
        r"|/proc/[^/]+/(mem|maps|fd/|environ|task/)"
    )
    noted, looking, get_frame = list[str](), threading.local(), sys._getframe  # noqa: SLF001

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event not in _WATCHED or getattr(looking, "now", False):
            return
        looking.now = True  # to look at a frame is such an event itself
        try:
            what = _refused(event, arguments, get_frame(1), mine, closed)
        finally:
            looking.now = False
        if what:
            noted.append(what)
            raise CheckFailed(
                f"Your file {what}",
                why="An answer computes its result from its arguments, and does nothing else.",
            )

    sys.addaudithook(hook)
    return lambda: noted[0] if noted else None


def _refused(
    event: str, arguments: tuple[Any, ...], frame: FrameType, mine: str, closed: re.Pattern[str]
) -> str:
    """What the answer does by this event, in words; empty if it may, or if others do it."""
    if event in _STARTS and _stands_behind(frame, mine):
        return f"starts or ends a process ({event})"
    if event in _LOOKS and _asks(frame, mine):
        return f"looks at the code that checks it ({event})"
    if event == "object.__getattr__" and arguments[1] in _TO_FRAMES and _asks(frame, mine):
        return f"looks at the code that checks it ({arguments[1]})"
    if event == "open" and isinstance(arguments[0], (str, os.PathLike)):
        path = os.fspath(arguments[0])
        inside = isinstance(path, str) and closed.match(path) and path != mine
        return f"opens {path}" if inside and _stands_behind(frame, mine) else ""
    return ""


def _asks(frame: FrameType | None, mine: str) -> bool:
    """Whether the answer itself asks: in code of its own, `exec`'s included, or by `inspect`."""
    while frame is not None and frame.f_code.co_filename.endswith(_THROUGH):
        frame = frame.f_back
    library = frame is not None and frame.f_code.co_filename.startswith(_LIBRARIES)
    return not library and _stands_behind(frame, mine)


def _stands_behind(frame: FrameType | None, mine: str) -> bool:
    """Whether the answer is anywhere among the callers."""
    while frame is not None:
        if frame.f_code.co_filename == mine:
            return True
        frame = frame.f_back
    return False
