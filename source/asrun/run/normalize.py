"""Outputs as they are published: the same in every build of one commit."""

from __future__ import annotations

import re
from itertools import groupby
from typing import Any

from nbformat import NotebookNode

from asrun.records.colours import split_colours
from asrun.records.noise import published

_STREAMS = ("stdout", "stderr")


def normalize(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """Join what was printed between two other outputs, and leave out where code lies.

    The kernel flushes by time, so how a text is cut into messages, and how its two streams
    interleave, is chance: all of stdout comes first, then all of stderr.

    Args:
        outputs: of one cell, as Jupyter returns them.

    Returns:
        New outputs, in the order in which they are published.
    """
    result: list[NotebookNode] = []
    for is_stream, run in groupby(outputs, key=lambda output: output.output_type == "stream"):
        group = list(run)
        if is_stream:
            for name in _STREAMS:
                text = "".join(output.text for output in group if output.name == name)
                if text:
                    text = published(as_terminal(text))
                    result.append(NotebookNode(output_type="stream", name=name, text=text))
        else:
            result.extend(_normalize_one(output) for output in group)
    return result


def _normalize_one(output: NotebookNode) -> NotebookNode:
    if output.output_type == "error":
        # Without colours: a page shows a message as plain text, and a library may colour it or not
        # by whether it was imported in a kernel.
        message = published(split_colours(output.evalue)[0]).rstrip()
        # One line of type and message; the traceback's own copy of it is coloured and padded.
        return NotebookNode(output, evalue=message, traceback=[f"{output.ename}: {message}"])
    data = {kind: _text(kind, value) for kind, value in output.data.items()}
    found = NotebookNode(output, data=NotebookNode(data))
    if output.output_type == "execute_result":
        found.execution_count = None  # silent requests between cells must not show
    return found


def _text(kind: str, value: Any) -> Any:
    if isinstance(value, str):
        return published(value) if kind.startswith("text/") else value
    return value


def as_terminal(text: str) -> str:
    """What a terminal shows in the end: a return goes back to the line's beginning.

    A progress bar leaves its last state; what a shorter text does not cover stays, as there.
    """
    if "\r" not in text and "\b" not in text:
        return text
    return "\n".join(_last_state(line) for line in text.replace("\r\n", "\n").split("\n"))


def _last_state(line: str) -> str:
    shown: list[str] = []
    at = 0
    for character in re.split(r"([\r\b])", line):
        if character == "\r":
            at = 0
        elif character == "\b":
            at = max(0, at - 1)
        else:
            shown[at : at + len(character)] = character
            at += len(character)
    return "".join(shown)
