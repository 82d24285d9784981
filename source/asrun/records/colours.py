"""Coloured text as a text that can be read, and a line that tells every colour and its place apart."""

from __future__ import annotations

import hashlib
import re

# Select graphic rendition, ECMA-48, 8.3.117: what a terminal, and a page, shows as colour.
_CODE = re.compile(r"\x1b\[([0-9;:]*)m")


def split_colours(text: str) -> tuple[str, str]:
    """Part a text from its colours.

    Args:
        text: as printed.

    Returns:
        What can be read of it, and a hash of all its colours with their places; empty if it has
        none. Both together say all that the text says.
    """
    parts = _CODE.split(text)
    if len(parts) == 1:
        return text, ""
    structure = [part if position % 2 else str(len(part)) for position, part in enumerate(parts)]
    digest = hashlib.sha256(" ".join(structure).encode()).hexdigest()
    return "".join(parts[::2]), f"{len(parts) // 2} changes of colour, sha256 {digest[:32]}"
