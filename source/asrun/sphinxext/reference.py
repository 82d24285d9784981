"""The directive `asrun-reference`: a table of options, settings or findings."""

from __future__ import annotations

from docutils import nodes
from docutils.parsers.rst import directives
from docutils.statemachine import StringList
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from asrun.reference import findings_table, options_table, settings_table
from asrun.sphinxext.build import project_of

_TABLES = ("options", "settings", "findings")


class Reference(SphinxDirective):
    """One table, made from the declarations."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the table."""
        what = directives.choice(self.arguments[0], _TABLES)
        if what == "options":
            text = options_table(project_of(self.env.app).options)
        else:
            text = settings_table() if what == "settings" else findings_table()
        place = nodes.container(classes=["asrun-reference"])
        lines = StringList(text.splitlines(), self.get_location())
        self.state.nested_parse(lines, self.content_offset, place)
        return [place]


def setup_reference(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("asrun-reference", Reference)
