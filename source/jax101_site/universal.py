"""Sentences of the pages that claim more than a cell can show: `python -m jax101_site universal`.

A sentence with a word such as *every* or *never* is listed, unless it stands beside a cell whose
covered fact names a property test: the last cell above it, or the first one below it, before the
next heading.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from asrun.page.cell import Cell, Page
from asrun.project import Project
from jax101_site.coverage import SYLLABUS, syllabus

WORDS = ("any", "every", "always", "never", "only", "all", "no", "the same", "nothing", "each")

_WORD = re.compile(rf"(?<![\w-])(?:{'|'.join(WORDS)})(?![\w-])", re.IGNORECASE)
_FENCE = re.compile(r"\s*(`{3,}|:{3,}|~{3,})(.*)$")
# Fences whose lines are read as sentences: boxes and definitions, no code and no list of pages.
_PROSE_FENCE = re.compile(r":+|`+\{(?:glossary|note|tip|warning|important|admonition)\b")
_NO_SENTENCE = re.compile(r"\s*(?:>|%|:[\w-]+:|\|[-\s|:]+\|$)")
_END = re.compile(r"(?<=[.?!])\s+(?=[A-Z`{\[])")
_CODE = re.compile(r"(?:\{[\w:+-]+\})?`[^`]*`")
_TARGET = re.compile(r"\]\([^)]*\)")


@dataclass(frozen=True)
class Claim:
    """A sentence with a universal word, and no proof beside it.

    Attributes:
        line: where it begins in its page, from 1.
        sentence: as it stands in the page.
    """

    line: int
    sentence: str


def report(project: Project) -> Iterator[str]:
    """One line a sentence, `file:line: sentence`, then how many each page has.

    Args:
        project: its pages are read, and the syllabus beside them.
    """
    proved = {fact.id for fact in syllabus(project.source / SYLLABUS) if fact.tests}
    counts: dict[str, int] = {}
    for name, path in project.paths().items():
        found = claims(project.read(name, path), proved)
        for claim in found:
            yield f"{path.relative_to(project.root).as_posix()}:{claim.line}: {claim.sentence}"
        counts[name] = len(found)
    yield ""
    for name, count in counts.items():
        yield f"{count:4} {name}"
    yield f"{sum(counts.values()):4} in all"


def claims(page: Page, proved: Collection[str]) -> list[Claim]:
    """The sentences of a page that claim more than a cell, with no proof beside them.

    Args:
        page: that has been read.
        proved: ids of the facts that name a property test.
    """
    found: list[Claim] = []
    for index, cell in enumerate(page.cells):
        if cell.is_code:
            continue
        around = page.cells[max(index - 1, 0) : index + 2]
        sections = _sections(cell.source)
        for place, section in enumerate(sections):
            above = around[:1] if place == 0 else []
            below = around[-1:] if place == len(sections) - 1 else []
            if not any(_is_proved(beside, proved) for beside in above + below):
                found += [Claim(cell.line + line, text) for line, text in _universal(section)]
    return found


def _universal(lines: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """The sentences with a universal word, each with the number of its line."""
    for number, line in lines:
        for sentence in _END.split(line.strip()):
            if _WORD.search(_TARGET.sub("]", _CODE.sub(" ", sentence))):
                yield number, sentence


def _is_proved(cell: Cell, proved: Collection[str]) -> bool:
    return any(fact in proved for fact in cell.options.values.get("covers", ()))


def _sections(text: str) -> list[list[tuple[int, str]]]:
    """The lines of prose with their numbers from 0, a new list at each heading."""
    sections: list[list[tuple[int, str]]] = [[]]
    fences: list[tuple[str, bool]] = []  # the open ones: how each begins, and whether it is prose
    for number, line in enumerate(text.splitlines()):
        in_prose = not fences or fences[-1][1]
        if match := _FENCE.match(line):
            mark, rest = match[1], match[2].strip()
            if fences and not rest and mark.startswith(fences[-1][0]):
                fences.pop()
            elif in_prose:
                fences.append((mark, bool(_PROSE_FENCE.match(mark + rest))))
        elif in_prose and re.match(r"#{1,6} ", line):
            sections.append([])
        elif in_prose and not _NO_SENTENCE.match(line):
            sections[-1].append((number, line))
    return sections
