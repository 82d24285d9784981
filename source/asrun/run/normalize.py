"""Outputs as they are published: the same in every build of one commit."""

from __future__ import annotations

from itertools import groupby

from nbformat import NotebookNode

from asrun.records.noise import published

_STREAMS = ("stdout", "stderr")


def tidy_outputs(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """Join what was printed between two other outputs, and remove addresses and paths.

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
                    result.append(
                        NotebookNode(output_type="stream", name=name, text=published(text))
                    )
        else:
            result.extend(_tidy_one(output) for output in group)
    return result


def _tidy_one(output: NotebookNode) -> NotebookNode:
    if output.output_type == "error":
        message = published(output.evalue).rstrip()
        # One line of type and message; the traceback's own copy of it is coloured and padded.
        return NotebookNode(output, evalue=message, traceback=[f"{output.ename}: {message}"])
    data = {
        kind: published(value) if isinstance(value, str) and kind.startswith("text/") else value
        for kind, value in output.data.items()
    }
    return NotebookNode(output, data=NotebookNode(data))
