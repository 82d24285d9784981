"""From an exception to a finding: one cause, and only the learner's own lines."""

from __future__ import annotations

import linecache
import re
import traceback
from pathlib import Path
from typing import Any

from jax101.assertions.failure import CheckFailed
from jax101.checker.verdict import Finding, Frame

_MESSAGE_LINES = 3
_NOTE = "jax101: "

# JAX repeats in these where our report already points, with paths, or advises its own developers.
_NOISE = (
    "See https://",
    "----",
    "This BatchTracer",
    "This Tracer",
    "The error occurred while",
    "This concrete",
)

_PLACE = re.compile(r"\s*This error occurs at source:[^\n]*")

_MEMORY = (
    "The program asked for more memory than it may have.",
    "Most likely an array is far larger than the task needs, or a list grows without end.",
)


def explain(error: BaseException, path: Path, *, about: dict[str, Any] | None = None) -> Finding:
    """What an exception during a check, or while the file was loaded, means for the learner.

    Args:
        error: the exception.
        path: the learner's file; only its lines are shown.
        about: what `because` said beside the check: why, see, hint.
    """
    about = about or {}
    frames = own_frames(error, path)
    if isinstance(error, CheckFailed):
        why = " ".join(part for part in (error.why, about.get("why", "")) if part)
        return Finding(
            "wrong-result",
            error.headline,
            given=error.given,
            expected=error.expected,
            actual=error.actual,
            details=error.details,
            why=why,
            see=about.get("see", ""),
            hint=about.get("hint", 0),
            frames=frames,
        )
    notes = [n for n in getattr(error, "__notes__", ()) if n.startswith(_NOTE)]
    given = dict(note.removeprefix(_NOTE).split(" = ", 1) for note in notes)
    cause, why = _cause(error, about, frames)
    message = _message(error, path)
    return Finding(
        cause,
        _headline(error, cause, message[0], loading=not about),
        given=given if cause == "raised" else {},
        why=why,
        see=about.get("see", ""),
        hint=about.get("hint", 0),
        frames=frames,
        details=message[1:],
    )


def own_frames(error: BaseException, path: Path) -> tuple[Frame, ...]:
    """The learner's lines in the traceback, outermost first, at most four."""
    frames = []
    for frame, line in traceback.walk_tb(error.__traceback__):
        if frame.f_code.co_filename == str(path):
            code = linecache.getline(str(path), line).strip()
            frames.append(Frame(line, frame.f_code.co_name, code))
    if not frames and error.__cause__ is not None:
        return own_frames(error.__cause__, path)
    return tuple(frames[-4:])


def _cause(
    error: BaseException, about: dict[str, Any], frames: tuple[Frame, ...]
) -> tuple[str, str]:
    text = str(error)
    if isinstance(error, NotImplementedError) and frames and frames[-1].code.startswith("raise"):
        return "not-implemented", "Replace the line that raises NotImplementedError by your answer."
    if isinstance(error, MemoryError) or "RESOURCE_EXHAUSTED" in text or "Out of memory" in text:
        return "out-of-memory", _MEMORY[1]
    if isinstance(error, SystemExit):
        return "process-ended", "An answer returns its result; it never ends the program."
    if isinstance(error, (KeyboardInterrupt, GeneratorExit)):
        return "process-ended", "An answer returns its result or raises an ordinary error."
    if not about:
        if "jax_num_cpu_devices" in text:
            return "import-error", "The checker has already asked for eight devices: drop the line."
        return "import-error", "The file must load without an error before it can be checked."
    if type(error).__module__.startswith("_pytest"):
        return "untrusted", "An answer must not steer the tests that check it."
    return "raised", about.get("why", "")


def _headline(error: BaseException, cause: str, first: str, *, loading: bool) -> str:
    if cause == "not-implemented":
        return "Not implemented yet"
    if cause == "out-of-memory":
        return _MEMORY[0]
    name = type(error).__name__
    text = f"{name}: {first}" if first else name
    return f"Loading your file raises {text}" if loading else f"Your answer raises {text}"


def _message(error: BaseException, path: Path) -> tuple[str, ...]:
    """The first lines of the message; where it happened is shown separately."""
    try:
        text = _PLACE.sub("", str(error)).replace(str(path), path.name)
    except Exception:  # noqa: BLE001  # an answer's own exception class
        text = "(an error whose message cannot be read)"
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    lines = [line for line in lines if not line.startswith(_NOISE)]
    return tuple(line[:400] for line in lines[:_MESSAGE_LINES]) or ("",)
