"""A page as Markdown that needs no Sphinx: directives expanded, links resolved, outputs included.

It is made from the page as Sphinx resolved it, so that it says what the HTML says; what cells
printed comes from the run itself, where the plain text of an output still is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from docutils import nodes

from asrun.page.cell import Cell
from jax101_site.takeaway.inline import Inline
from jax101_site.takeaway.outputs import code_block, fenced, output_blocks

_SKIPPED = (
    "comment", "target", "index", "toctree", "meta", "system_message", "substitution_definition",
    "colspec", "tabular_col_spec",
)  # fmt: skip
_ADMONITIONS = (
    "attention", "caution", "danger", "error", "hint", "important", "note", "tip", "warning",
    "seealso", "versionadded", "versionchanged",
)  # fmt: skip
_DOWNLOADS = "asrun-downloads"


class Writer:
    """Writes the blocks of one page.

    Args:
        inline: writes what stands in a line.
        cells: of the page, in the order of the notebook; empty if it has no code.
    """

    def __init__(self, inline: Inline, cells: Sequence[Cell] = ()) -> None:
        self._inline = inline
        self._cells = cells
        self._level = 0

    def page(self, document: nodes.document) -> str:
        """The whole page."""
        return "\n\n".join(self._blocks(document.children)) + "\n"

    def _blocks(self, children: Iterable[nodes.Node]) -> list[str]:
        return [text for child in children for text in self._block(child) if text.strip()]

    def _joined(self, node: nodes.Element, gap: str = "\n\n") -> str:
        return gap.join(self._blocks(node.children))

    def _block(self, node: nodes.Node) -> list[str]:
        """A node as blocks; one that is not known here is what its children are."""
        name = type(node).__name__
        if name in _SKIPPED:
            return []
        if isinstance(node, nodes.Text | nodes.Inline):
            return [self._inline.of(node)]
        assert isinstance(node, nodes.Element)
        if name in _ADMONITIONS:
            return [_quoted(f"**{name.capitalize()}**\n\n{self._joined(node)}")]
        if node.get("design_component") == "dropdown" or name in {"dropdown_main", "details"}:
            return self._folded(node)
        method = getattr(self, f"_{name}", None)
        if method:
            return list(method(node))
        if isinstance(node, nodes.TextElement):
            return [self._inline.line(node)]
        return self._blocks(node.children)

    def _section(self, node: nodes.section) -> list[str]:
        self._level += 1
        blocks = self._blocks(node.children)
        self._level -= 1
        return blocks

    def _title(self, node: nodes.title) -> list[str]:
        text = " ".join(self._inline.line(node).split())
        if isinstance(node.parent, nodes.section):
            return [f"{'#' * min(self._level, 6)} {text}"]
        return [f"**{text}**"]

    def _rubric(self, node: nodes.rubric) -> list[str]:
        return [f"**{self._inline.line(node)}**"]

    def _paragraph(self, node: nodes.paragraph) -> list[str]:
        if _DOWNLOADS in node["classes"]:
            return []  # files beside the HTML, for people
        text = self._inline.line(node)
        return [re.sub(r"^(\d+)([.)] )|^([-+#>] )", r"\1\\\2\3", text)]

    def _literal_block(self, node: nodes.literal_block) -> list[str]:
        return [fenced(node.astext(), code_block(node.get("language", "")))]

    def _doctest_block(self, node: nodes.doctest_block) -> list[str]:
        return [fenced(node.astext(), "python")]

    def _math_block(self, node: nodes.math_block) -> list[str]:
        return [f"$$\n{node.astext().strip()}\n$$"]

    def _raw(self, node: nodes.raw) -> list[str]:
        return [self._inline.html(node.astext())] if node.get("format") == "html" else []

    def _image(self, node: nodes.image) -> list[str]:
        return [self._inline.of(node)]

    def _transition(self, node: nodes.transition) -> list[str]:
        return ["---"]

    def _block_quote(self, node: nodes.block_quote) -> list[str]:
        return [_quoted(self._joined(node))]

    def _admonition(self, node: nodes.Element) -> list[str]:
        return [_quoted(self._joined(node))]

    def _bullet_list(self, node: nodes.bullet_list) -> list[str]:
        return [self._list(node, ["- "] * len(node.children))]

    def _enumerated_list(self, node: nodes.enumerated_list) -> list[str]:
        first = int(node.get("start", 1))
        return [self._list(node, [f"{first + n}. " for n in range(len(node.children))])]

    def _list(self, node: nodes.Element, marks: list[str]) -> str:
        items = [
            mark + _indented(self._joined(item), len(mark))
            for mark, item in zip(marks, node.children, strict=True)
            if isinstance(item, nodes.Element)
        ]
        return ("\n\n" if any("\n\n" in item for item in items) else "\n").join(items)

    def _definition_list_item(self, node: nodes.definition_list_item) -> list[str]:
        terms = [self._inline.line(n) for n in node.children if isinstance(n, nodes.term)]
        told = [n for n in node.children if isinstance(n, nodes.definition)]
        text = f"**{', '.join(terms)}**\n\n" + "\n\n".join(self._joined(n) for n in told)
        return ["- " + _indented(text, 2)]

    def _table(self, node: nodes.table) -> list[str]:
        title = [self._inline.line(n) for n in node.children if isinstance(n, nodes.title)]
        rows = [
            [self._entry(cell) for cell in row.findall(nodes.entry)]
            for row in node.findall(nodes.row)
        ]
        if not rows:
            return title
        width = max(map(len, rows))
        if not next(iter(node.findall(nodes.thead)), None):
            rows.insert(0, [])
        rows = [[*row, *[""] * (width - len(row))] for row in rows]
        rows.insert(1, ["---"] * width)
        return [*title, "\n".join(f"| {' | '.join(row)} |" for row in rows)]

    def _entry(self, node: nodes.entry) -> str:
        return " ".join(self._joined(node, " ").split()).replace("|", "\\|")

    def _container(self, node: nodes.container) -> list[str]:
        if node.get("nb_element") != "cell_code":
            return self._blocks(node.children)
        cell = self._cells[node["cell_index"]] if self._cells else None
        blocks: list[str] = []
        for child in node.children:
            kind = child.get("nb_element") if isinstance(child, nodes.Element) else None
            if kind == "cell_code_output" and cell is not None:
                pictures = [self._inline.of(n) for n in child.findall(nodes.image)]
                blocks += output_blocks(cell.node.outputs, pictures)
            else:
                blocks += self._block(child)
        return blocks

    def _folded(self, node: nodes.Element) -> list[str]:
        """What the HTML folds is told in full, below its title."""
        title, body = "", []
        for child in node.children:
            if not title and type(child).__name__ in {"rubric", "dropdown_title"}:
                title = " ".join(self._inline.line(child).split())
            else:
                body.append(child)
        return [f"{'#' * min(self._level + 1, 6)} {title}" if title else "", *self._blocks(body)]


def _indented(text: str, columns: int) -> str:
    first, *rest = text.split("\n")
    return "\n".join([first, *(" " * columns + line if line else "" for line in rest)])


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))
