"""How long a page takes to read, said in its head, and a limit that a build holds it to.

Counted is what is on the page: at 200 words of prose a minute, 30 lines of code and 60 lines of
output, rounded to whole minutes. It is the time to read, not to try things or to solve exercises.
Empty lines do not count, nor do pictures, nor what the build adds at a page's foot.

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

from asrun.outcome import PageOutcome
from asrun.sphinxext.outcomes import outcomes

logger = logging.getLogger(__name__)
MOST = 12
"""Minutes that a page may take."""

_WORDS, _CODE, _OUTPUT = 200, 30, 60  # a minute
_WORD = re.compile(r"\w\S*")
_NO_PROSE = (nodes.docinfo, nodes.raw, nodes.comment)
_KEY = "jax101_reading"


@dataclass(frozen=True)
class Reading:
    """What there is to read on a page.

    Attributes:
        words: of prose: paragraphs, headings, lists and tables.
        code: lines of code, in cells and outside of them.
        output: lines that cells print, show or raise.
    """

    words: int
    code: int
    output: int

    @property
    def minutes(self) -> int:
        """Whole minutes, at least one."""
        exact = self.words / _WORDS + self.code / _CODE + self.output / _OUTPUT
        return max(1, round(exact))

    def __str__(self) -> str:
        return f"{self.words} words, {self.code} lines of code, {self.output} lines of output"


def setup(app: Sphinx) -> None:
    """Count each page when it has been read, and hold all of them to the limit."""
    app.add_config_value("jax101_looked_up", [], "env", list)
    # Before the footer is added.
    app.connect("doctree-read", _tell, priority=400)
    app.connect("env-check-consistency", _check)


def reading(doctree: nodes.document, outcome: PageOutcome | None) -> Reading:
    """Count what is on a page.

    Args:
        doctree: of the page, as it was read.
        outcome: of its execution; None for prose alone.
    """
    page = outcome.page if outcome else None
    cells = page.code_cells if page else []
    words = code = 0
    for text in doctree.findall(nodes.Text):
        around = list(_ancestors(text))
        if any(isinstance(n, _NO_PROSE) or n.get("nb_element") == "cell_code" for n in around):
            continue
        if any(isinstance(n, nodes.literal_block) for n in around):
            code += _lines(text)
        else:
            words += len(_WORD.findall(text))
    code += sum(_lines(cell.source) for cell in cells)
    output = sum(_lines(one.text) for cell in cells for one in cell.shown if _is_text(one.kind))
    return Reading(words, code, output)


def _tell(app: Sphinx, doctree: nodes.document) -> None:
    name = app.env.current_document.docname
    needs = None if name in app.config.jax101_looked_up else _needs(doctree)
    if needs is None:
        return
    found = reading(doctree, outcomes(app.env).get(name))
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


def _lines(text: str) -> int:
    return sum(bool(line.strip()) for line in text.splitlines())


def _ancestors(node: nodes.Node) -> Iterator[nodes.Element]:
    while node.parent is not None:
        node = node.parent
        yield node


def _is_text(kind: str) -> bool:
    """Whether it is read: neither the colours of a text, nor another form of it, nor a picture."""
    return "/" not in kind and kind != "picture" and not kind.endswith(" colours")
