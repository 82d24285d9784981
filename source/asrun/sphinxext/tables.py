"""Tables as docutils nodes."""

from __future__ import annotations

from docutils import nodes


def table(header: tuple[str, ...], rows: list[list[nodes.Node]]) -> nodes.table:
    """A docutils table with one header row; every cell is a paragraph of one inline node."""
    group = nodes.tgroup(cols=len(header))
    group += [nodes.colspec(colwidth=1) for _ in header]
    head, body = nodes.thead(), nodes.tbody()
    head += _row([nodes.Text(text) for text in header])
    for row in rows:
        body += _row(row)
    group += [head, body]
    return nodes.table("", group)


def _row(cells: list[nodes.Node]) -> nodes.row:
    row = nodes.row()
    for cell in cells:
        row += nodes.entry("", nodes.paragraph("", "", cell))
    return row
