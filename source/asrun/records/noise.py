"""What is noise in an output: where the code of a cell and Python's packages happen to lie.

The engine's own list is short, and also applied to what is published, so that two builds of one
commit are the same bytes. A site adds what means nothing in the texts of its subject with
`asrun_noise`; that is for the comparison alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

# The beginning of a path. Bounded, for a long text may be full of slashes.
_PATH = r"(?<![\w/.-])/\S{0,300}?"

# What, and what stands for it. Each entry says where the noise comes from.
_PUBLISHED: tuple[tuple[re.Pattern[str], str], ...] = (
    # A cell's code is compiled under a temporary name: <kernel's pid>/<hash>.py.
    (re.compile(_PATH + r"/ipykernel_\d+/\d+\.py"), "<cell>"),
    (re.compile(r"<ipython-input-\d+-[0-9a-f]+>"), "<cell>"),
    # Where Python's packages are installed, and the line within them.
    (re.compile(_PATH + r"/(?:site|dist)-packages/(\S{1,300}?\.py):\d+"), r"<python>/\1"),
    (re.compile(_PATH + r"/(?:site|dist)-packages/"), "<python>/"),
    (re.compile(_PATH + r"/lib/python3\.\d+/"), "<python>/"),
    # The memory address in a default repr, as in <function f at 0x7f3c2a1b4d10>.
    (re.compile(r"(<(?:[^<>\n]|<\w*>){1,300}? at )0x[0-9a-f]{6,16}(?=>)"), r"\g<1>0x…"),
)


def published(text: str) -> str:
    """The text as it is published: without the places of code in this machine's memory and disk."""
    for pattern, replacement in _PUBLISHED:
        text = pattern.sub(replacement, text)
    return text


def compared(text: str, noise: Sequence[tuple[str, str]] = ()) -> str:
    """The published text without a site's own noise.

    Args:
        text: of one output.
        noise: patterns, and what stands for their matches.
    """
    text = published(text)
    for pattern, replacement in noise:
        text = re.sub(pattern, replacement, text)
    return text
