"""A cell's outputs as text that can be recorded and compared.

Everything that a page or a download can show is compared, whole: of an output with several forms,
such as HTML beside plain text, each form.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from asrun.records import pictures
from asrun.records.colours import split_colours
from asrun.records.noise import compared

PLAIN = "text/plain"


@dataclass(frozen=True)
class Output:
    """One output, or one form of it.

    Attributes:
        kind: `stdout`, `stderr`, `result`, `display`, or `error` and its type; another form than
            plain text has its MIME type after that, as in `result text/html`. The colours of a
            text follow it, as in `result colours`.
        text: what is compared, without noise.
    """

    kind: str
    text: str


Reader = Callable[[Mapping[str, Any]], Output | None]
"""Reads an output of a site's own kind, in Jupyter's format; None for all others."""


def shown(
    outputs: Iterable[Mapping[str, Any]],
    *,
    readers: Sequence[Reader] = (),
    noise: Sequence[tuple[str, str]] = (),
    keep_pictures: bool = False,
) -> list[Output]:
    """What the outputs of one executed cell show, in order.

    Args:
        outputs: in Jupyter's notebook format, streams joined.
        readers: of the site's own kinds; the first that knows an output takes it.
        noise: patterns, and what stands for their matches.
        keep_pictures: whether pictures are to be compared with a tolerance.
    """
    found: list[Output] = []
    for output in outputs:
        read = next((one for reader in readers if (one := reader(output)) is not None), None)
        forms = [read] if read is not None else _forms(output, keep_pictures)
        for one in forms:
            text, colours = split_colours(one.text)
            found.append(Output(one.kind, compared(text, noise)))
            if colours:
                found.append(Output(f"{one.kind} colours", colours))
    return found


def _forms(output: Mapping[str, Any], keep_pictures: bool) -> list[Output]:
    kind = output["output_type"]
    if kind == "stream":
        # The newline that ends what is printed cannot be seen.
        return [Output(output["name"], output["text"].removesuffix("\n"))]
    if kind == "error":
        return [Output(f"error {output['ename']}", output["evalue"])]
    name = "result" if kind == "execute_result" else "display"
    data = output["data"]
    mimes = sorted(data, key=lambda mime: (mime != PLAIN, mime))
    return [
        Output(name if mime == PLAIN else f"{name} {mime}", _text(mime, data[mime], keep_pictures))
        for mime in mimes
    ]


def _text(mime: str, value: Any, keep_pictures: bool) -> str:
    if mime in pictures.MIMES and isinstance(value, str):
        return pictures.describe(value, keep=keep_pictures)
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(line, str) for line in value):
        return "".join(value)
    return json.dumps(value, indent=1, sort_keys=True, ensure_ascii=False)
