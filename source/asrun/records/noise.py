"""What is noise in an output: a short list, applied to both sides of every comparison.

Addresses, paths and process ids are also removed from what is published,
so that two builds of one commit are the same bytes.
"""

from __future__ import annotations

import re

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
    # The memory address in a default repr.
    (re.compile(r"\b0x[0-9a-f]{6,}\b"), "0x…"),
    # A process id, where a text says that it is one.
    (re.compile(r"\b(pid[ =:]+)\d+", re.IGNORECASE), r"\1…"),
)
_COMPARED: tuple[tuple[re.Pattern[str], str], ...] = (
    # Colours of a terminal.
    (re.compile(r"\x1b\[[0-9;]*m"), ""),
    # JAX's messages link to its documentation, whose layout changes by version.
    (re.compile(r"https://docs\.jax\.dev/en/[\w.-]+/[\w./-]*"), "https://docs.jax.dev/…"),
    # Python 3.11 leaves the module out where it names one of jaxlib's types.
    (re.compile(r"(?<=')jaxlib\._jax\.(?=\w+' object)"), ""),
    # Padding at a line's end.
    (re.compile(r"[ \t]+$", re.MULTILINE), ""),
)


def published(text: str) -> str:
    """The text without addresses, paths and process ids."""
    for pattern, replacement in _PUBLISHED:
        text = pattern.sub(replacement, text)
    return text


def compared(text: str) -> str:
    """The published text without colours, versions in links, and padding."""
    text = published(text)
    for pattern, replacement in _COMPARED:
        text = pattern.sub(replacement, text)
    return text.strip("\n")
