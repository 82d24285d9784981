"""What a cell printed, as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from asrun.records.colours import split_colours

_LANGUAGES = {"ipython3": "python", "ipython": "python", "default": "", "none": "", "myst-ansi": ""}
_TEXTS = ("text/markdown", "text/plain", "text/latex", "application/json")
_LABEL = "Output:"


def fenced(text: str, language: str = "") -> str:
    """A block of code, in a fence longer than any in it."""
    longest = max((len(run) for run in re.findall(r"^ *(`{3,})", text, re.MULTILINE)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{language}\n{text.rstrip(chr(10))}\n{fence}"


def code_block(language: str) -> str:
    """The name of a language as it is known outside Sphinx."""
    return _LANGUAGES.get(language, language)


def output_blocks(outputs: Iterable[Mapping[str, Any]], pictures: Sequence[str]) -> list[str]:
    """The outputs of one cell.

    Args:
        outputs: in Jupyter's notebook format.
        pictures: the images among them, in order, as Markdown.
    """
    blocks: list[str] = []
    left, before = list(pictures), ""
    for output in outputs:
        label, block = _output(output, left)
        blocks += [block] if label == before else [label, block]
        before = label
    return blocks


def _output(output: Mapping[str, Any], pictures: list[str]) -> tuple[str, str]:
    """What an output is, and the output."""
    kind = output["output_type"]
    if kind == "stream":
        label = _LABEL if output["name"] == "stdout" else "On stderr:"
        return label, fenced(_plain(output["text"]), "text")
    if kind == "error":
        return "Raises:", fenced(_plain(f"{output['ename']}: {output['evalue']}"), "text")
    data = output["data"]
    if any(mime.startswith("image/") for mime in data) and pictures:
        return _LABEL, pictures.pop(0)
    mime = next((mime for mime in _TEXTS if mime in data), None)
    if mime is None:
        return _LABEL, f"{', '.join(sorted(data))}, shown on the page alone."
    value = data[mime]
    text = _plain("".join(value) if isinstance(value, list) else str(value))
    label = "Picture, as text:" if "drawn" in output.get("metadata", {}) else _LABEL
    return label, text if mime == "text/markdown" else fenced(text, "text")


def _plain(text: str) -> str:
    return split_colours(text)[0]
