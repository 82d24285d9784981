"""The `out` role: prose that quotes an output. What it quotes was checked before reading."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxRole

from asrun.verify.prose import QUOTE


class OutRole(SphinxRole):
    """Shows the quoted text as a literal; a `<label>` at its end only says which cell it is from."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        match = QUOTE.fullmatch(f"{{out}}`{self.text}`")
        text = match["text"] if match else self.text
        return [nodes.literal(self.rawtext, text, classes=["asrun-quote"])], []


def setup_quotes(app: Sphinx) -> None:
    """Register the role."""
    app.add_role("out", OutRole())
