"""A cell's outputs as text that can be recorded and compared."""

from __future__ import annotations

import hashlib
import html
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from asrun.records.noise import compared

SHARDING = "application/vnd.jax101.sharding+json"
COMMUNICATION = "application/vnd.jax101.communication+json"
PICTURES = (SHARDING, COMMUNICATION)
"""The data behind this site's own pictures."""

NO_LABELS = "(no labels)"
"""Stands for a sharding display that was too wide for its labels."""

_COLOUR = re.compile(r"\x1b\[([0-9;]*)m")
_LABEL = re.compile(r"[CGT]PU \d+(?:,\d+)*")
_LABELS = re.compile(r"\s*(?:[CGT]PU \d+(?:,\d+)*\s*)+")
_TAG = re.compile(r"<(style|script)\b.*?</\1>|<[^>]+>", re.DOTALL)


@dataclass(frozen=True)
class Output:
    """One output.

    Attributes:
        kind: `stdout`, `stderr`, `result`, `display`, `sharding`, `picture`, or `error` and its type.
        text: what is compared; no noise, no trailing space.
    """

    kind: str
    text: str


def cell_outputs(outputs: Iterable[Any]) -> list[Output]:
    """The outputs of one executed cell, in order.

    Args:
        outputs: in Jupyter's notebook format, streams joined.

    Returns:
        One entry an output. Only what a reader sees counts: of several forms of one
        output, the one with the most meaning is taken.
    """
    return [_one(output) for output in outputs]


def _one(output: Any) -> Output:
    kind = output["output_type"]
    if kind == "stream":
        return Output(output["name"], compared(output["text"]))
    if kind == "error":
        return Output(f"error {output['ename']}", compared(output["evalue"]))
    data = output["data"]
    name = "result" if kind == "execute_result" else "display"
    for mime in PICTURES:
        if mime in data:
            return Output("picture", "\n".join(_picture(data[mime])))
    plain = data.get("text/plain")
    if plain is not None and "text/html" in data and ("\x1b[" in plain or _LABELS.fullmatch(plain)):
        return Output("sharding", _sharding(plain))
    for mime, value in sorted(data.items()):
        if mime.startswith("image/"):
            # A figure without data behind it: the bytes are all there is to compare.
            return Output(name, f"{mime} sha256 {hashlib.sha256(str(value).encode()).hexdigest()}")
    if "text/html" in data and (plain is None or plain.startswith("<")):
        text = html.unescape(_TAG.sub(" ", data["text/html"]))
        return Output(
            name, compared("\n".join(" ".join(s.split()) for s in text.splitlines() if s.strip()))
        )
    return Output(name, compared(plain if plain is not None else json.dumps(data, sort_keys=True)))


def _picture(data: Any) -> list[str]:
    """The data of one of our pictures, a line a fact.

    A table has a line for each of its entries, and each picture in a picture lines of its own.
    """
    data = json.loads(data) if isinstance(data, str) else data
    lines = []
    for key, value in sorted(data.items()):
        if isinstance(value, dict):
            lines += [f"{key} {name}: {json.dumps(part)}" for name, part in value.items()]
        elif key in ("before", "after"):
            for number, inner in enumerate(value, start=1):
                lines += [f"{key} {number} {line}" for line in _picture(inner)]
        else:
            lines.append(f"{key}: {json.dumps(value)}")
    return lines


def _sharding(plain: str) -> str:
    """What `jax.debug.visualize_array_sharding` draws, as rows of blocks and their devices.

    JAX pads and colours one cell of a table for each block. A change of colour ends a block;
    lines that name no device are padding.
    """
    if "\x1b[" not in plain:  # a terminal without colours
        found = (_LABEL.findall(line) for line in plain.splitlines())
        return "\n".join(" | ".join(names) for names in found if names)
    rows = []
    for line in plain.splitlines():
        blocks: list[tuple[str, str]] = []
        colour = ""
        for position, part in enumerate(_COLOUR.split(line)):
            if position % 2:
                colour = part
            elif part and colour not in ("", "0"):
                if blocks and blocks[-1][0] == colour:
                    blocks[-1] = (colour, blocks[-1][1] + part)
                else:
                    blocks.append((colour, part))
        names = [" ".join(text.split()) for _, text in blocks]
        if any(names):
            rows.append(" | ".join(names))
    return "\n".join(rows) if rows else NO_LABELS
