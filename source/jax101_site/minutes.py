"""How long a page takes to read, said in its head, and a limit that a build holds it to.

A minute for 200 words of prose, 0.4 for a cell or another block of code with what it shows, rounded
to whole minutes. It is the time to read, not to try things or to solve exercises. What the build
adds at a page's foot does not count.

A page tells its minutes where it tells what it **Needs**. What is looked up and not read through,
such as the list of errors, is named in `jax101_looked_up`, and has neither minutes nor limit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

logger = logging.getLogger(__name__)
MOST = 12
"""Minutes that a page may take."""

_WORDS = 200  # a minute
_BLOCK = 0.4  # minutes
_WORD = re.compile(r"\w\S*")
_NO_PROSE = (nodes.docinfo, nodes.raw, nodes.comment, nodes.literal_block)
_KEY = "jax101_reading"


@dataclass(frozen=True)
class Reading:
    """What there is to read on a page.

    Attributes:
        words: of prose: paragraphs, headings, lists and tables.
        blocks: cells, and blocks of code outside of them.
    """

    words: int
    blocks: int

    @property
    def minutes(self) -> int:
        """Whole minutes, at least one."""
        return max(1, round(self.words / _WORDS + self.blocks * _BLOCK))

    def __str__(self) -> str:
        return f"{self.words} words and {self.blocks} blocks of code"


def setup(app: Sphinx) -> None:
    """Count each page when it has been read, and hold all of them to the limit."""
    app.add_config_value("jax101_looked_up", [], "env", list)
    # Before the footer is added.
    app.connect("doctree-read", _tell, priority=400)
    app.connect("env-check-consistency", _check)


def reading(doctree: nodes.document) -> Reading:
    """Count what is on a page.

    Args:
        doctree: of the page, as it was read.
    """
    words = 0
    for text in doctree.findall(nodes.Text):
        if not any(isinstance(n, _NO_PROSE) or _is_cell(n) for n in _ancestors(text)):
            words += len(_WORD.findall(text))
    cells = sum(map(_is_cell, doctree.findall(nodes.Element)))
    others = sum(
        not any(map(_is_cell, _ancestors(block))) for block in doctree.findall(nodes.literal_block)
    )
    return Reading(words, cells + others)


def _tell(app: Sphinx, doctree: nodes.document) -> None:
    name = app.env.current_document.docname
    needs = None if name in app.config.jax101_looked_up else _needs(doctree)
    if needs is None:
        return
    found = reading(doctree)
    app.env.metadata[name][_KEY] = found
    said = f" {found.minutes} minute{'s' * (found.minutes > 1)} to read."
    needs += [nodes.Text("\n"), nodes.strong("", "Takes"), nodes.Text(said)]


def _check(_app: Sphinx, env: BuildEnvironment) -> None:
    for name in sorted(env.found_docs):
        found = env.metadata[name].get(_KEY) if name in env.metadata else None
        if found is not None and found.minutes > MOST:
            message = f"takes {found.minutes} minutes to read, and {MOST} are the most: {found}. Shorten it"
            logger.warning("%s", message, location=name, type="jax101", subtype="minutes")


def _needs(doctree: nodes.document) -> nodes.paragraph | None:
    """The paragraph under the title that tells what the page needs."""
    section = next(iter(doctree.findall(nodes.section)), None)
    for node in section.children if section else ():
        if isinstance(node, nodes.section):
            return None
        # The parser may leave an empty text before the first word.
        first = next((child for child in node.children if child.astext()), None)
        is_told = isinstance(first, nodes.strong) and first.astext() == "Needs"
        if is_told and isinstance(node, nodes.paragraph):
            return node
    return None


def _ancestors(node: nodes.Node) -> Iterator[nodes.Element]:
    while node.parent is not None:
        node = node.parent
        yield node


def _is_cell(node: nodes.Element) -> bool:
    return bool(node.get("nb_element") == "cell_code")
