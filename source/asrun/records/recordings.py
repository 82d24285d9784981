"""What cells printed on a GPU, kept for builds that have none: one JSON file a page.

    {"device": "NVIDIA …", "jax": "0.12.0", "date": "2026-11-21",
     "cells": [{"code": […], "outputs": [{"kind": "stdout", "text": […]}]}]}

Code and texts are lists of lines, so that a diff can be read. A recording belongs to a cell's
code: when the code changes, it is another cell, and has none.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FOLDER = "_recordings"
_STREAMS = ("stdout", "stderr")


class RecordingError(ValueError):
    """A recording cannot be read, or outputs cannot be recorded."""


@dataclass
class Recording:
    """The recorded cells of a page, and where and when they ran.

    Attributes:
        device: what the device calls itself.
        jax: the version of JAX.
        date: of the run, as in 2026-11-21.
        cells: for the code of each cell, its outputs in Jupyter's format.
    """

    device: str
    jax: str
    date: str
    cells: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def caption(self) -> str:
        """What a reader is told beside recorded outputs."""
        return f"Recorded on {self.device}, JAX {self.jax}, {self.date}; not run by this build"


def recording_path(source: Path, name: str) -> Path:
    """Where the recording of a page is: `parallel/index` has `_recordings/parallel/index.json`.

    Args:
        source: the folder of all pages.
        name: of the page.
    """
    return source / FOLDER / f"{name}.json"


def read_recording(path: Path) -> Recording | None:
    """Read a recording; None if there is none.

    Raises:
        RecordingError: the file is not of the form above; the message names it.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        cells = {
            "\n".join(cell["code"]): [
                _output(o["kind"], "\n".join(o["text"])) for o in cell["outputs"]
            ]
            for cell in data["cells"]
        }
        return Recording(data["device"], data["jax"], data["date"], cells)
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError) as error:
        reason = f"{type(error).__name__}: {error}"
        raise RecordingError(f"{path.name} is not a recording ({reason}): record again") from None


def as_data(recording: Recording) -> dict[str, Any]:
    """A recording in the form above.

    Raises:
        RecordingError: an output is not text.
    """
    cells = [
        {"code": code.split("\n"), "outputs": [_lines(output) for output in outputs]}
        for code, outputs in recording.cells.items()
    ]
    head = {"device": recording.device, "jax": recording.jax, "date": recording.date}
    return {**head, "cells": cells}


def _lines(output: Mapping[str, Any]) -> dict[str, Any]:
    kind = output["output_type"]
    if kind == "stream":
        name, text = output["name"], output["text"]
    elif kind == "error":
        name, text = f"error {output['ename']}", output["evalue"]
    elif kind == "execute_result" and _only_text(output["data"]):
        name, text = "result", output["data"]["text/plain"]
    else:
        raise RecordingError("only text can be recorded: print what the cell is to show")
    return {"kind": name, "text": text.split("\n")}


def _only_text(kinds: Iterable[str]) -> bool:
    return list(kinds) == ["text/plain"]


def _output(kind: str, text: str) -> dict[str, Any]:
    if kind in _STREAMS:
        return {"output_type": "stream", "name": kind, "text": text}
    if kind.startswith("error "):
        name = kind.removeprefix("error ")
        lines = [f"{name}: {text}"]
        return {"output_type": "error", "ename": name, "evalue": text, "traceback": lines}
    if kind != "result":
        raise ValueError(f"no such kind of output: {kind}")
    data = {"text/plain": text}
    return {"output_type": "execute_result", "execution_count": None, "data": data, "metadata": {}}
