"""What the search knows of a page: one record for each of its sections."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from docutils import nodes

from jax101_site.search.symbols import symbols

# Sections of links: what they name has its own page.
_SIGNPOSTS = frozenset({"Next", "Check yourself"})
_ERRORS = frozenset({"traceback", "stderr"})
_SILENT = (nodes.comment, nodes.raw, nodes.system_message, nodes.math_block, nodes.image)
_FOOTER = "asrun-footer"  # what was verified, and the downloads: the same words on every page


@dataclass
class Record:
    """A place that a hit leads to.

    Attributes:
        anchor: id of an element of the page; empty for its top.
        title: the heading, or the term of a glossary; of the top, the page's title.
        prose: its text, without code and outputs.
        code: the names in its code, each as often as there are blocks with it.
        errors: what its cells raise or print on stderr.
    """

    anchor: str
    title: str
    prose: list[str] = field(default_factory=list)
    code: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def row(self) -> list[Any]:
        """The record as it is published: a list in the order of the attributes."""
        told = asdict(self)
        return [
            told["anchor"],
            told["title"],
            " ".join(told["prose"]),
            " ".join(told["code"]),
            "\n".join(dict.fromkeys(told["errors"])),
        ]


def records(doctree: nodes.document, whole: bool = False) -> list[Record]:
    """The records of a page, in its order.

    Args:
        doctree: the page, resolved or not.
        whole: make one record of all its sections.
    """
    section = next(iter(doctree.findall(nodes.section)), None)
    if section is None:
        return []
    top = Record("", _title(section))
    found = [top]
    for child in section.children:
        _read(child, top, found, whole)
    return [record for record in found if record.title]


def _read(node: nodes.Node, record: Record, found: list[Record], whole: bool) -> None:
    """Add what stands below a node to a record, or to new ones."""
    if isinstance(node, nodes.section):
        if _title(node) in _SIGNPOSTS:
            return
        if not whole:
            record = Record(node["ids"][0], _title(node))
            found.append(record)
    elif isinstance(node, nodes.definition_list_item):
        # A glossary's term is a place of its own, and its definition all that stands there.
        if term := _term(node):
            found.append(term)
            return
    elif isinstance(node, _SILENT) or _passed_over(node):
        return
    elif isinstance(node, nodes.literal_block):
        _block(node, record)
        return
    elif isinstance(node, nodes.title):
        return  # its record has it, or it is named alike on all such pages
    elif isinstance(node, nodes.TextElement):
        record.prose += filter(None, [_line(node)])
        return
    for child in node.children:
        _read(child, record, found, whole)


def _passed_over(node: nodes.Node) -> bool:
    """Whether a node is a footer, or folded: hints and solutions are not told by a search."""
    if not isinstance(node, nodes.Element):
        return False
    # sphinx-design exchanges a dropdown for a node of its own when a page is resolved.
    folded = node.get("design_component") == "dropdown" or type(node).__name__ == "dropdown_main"
    return folded or _FOOTER in node.get("classes", ())


def _block(node: nodes.literal_block, record: Record) -> None:
    classes = set(node["classes"])
    if classes & _ERRORS:
        record.errors.append(_line(node))
    elif "output" not in classes:
        record.code += symbols(node.astext())


def _term(item: nodes.definition_list_item) -> Record | None:
    terms = [node for node in item.children if isinstance(node, nodes.term) and node["ids"]]
    if not terms:
        return None
    told = [_line(node) for node in _definitions(item)]
    return Record(terms[0]["ids"][0], ", ".join(map(_line, terms)), prose=told)


def _definitions(item: nodes.definition_list_item) -> Iterator[nodes.Node]:
    return (node for node in item.children if isinstance(node, nodes.definition))


def _title(section: nodes.section) -> str:
    title = next((node for node in section.children if isinstance(node, nodes.title)), None)
    return _line(title) if title is not None else ""


def _line(node: nodes.Node) -> str:
    """Text in one line, with straight quotes, as people type them."""
    text = node.astext().translate({0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"'})
    return " ".join(text.split())
