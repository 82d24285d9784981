"""Cell options of this site."""

from __future__ import annotations

import re

from asrun.page.options import Option, words

_DRAWN = re.compile(r"[A-Za-z_][\w.]*(?:\([^()]+\))?")


def _drawn(text: str) -> tuple[str, ...]:
    if _DRAWN.sub("", text).strip(" ,"):
        raise ValueError("names of arrays, as x, and calls, as f(x, y)")
    return tuple(_DRAWN.findall(text))


COVERS = Option(
    "covers", "jit.caching", "ids of facts in docs/_syllabus/ that this cell demonstrates", words
)
DRAW = Option(
    "draw",
    "x f(x, y)",
    "draws the sharding of an array, and what devices exchange in a call, under the cell",
    _drawn,
    show="jax101_site.drawing:draw",
)
