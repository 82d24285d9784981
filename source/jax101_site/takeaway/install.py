"""The `install-checker` directive: the one line that installs the checker from this very site.

With the argument `learn` there are two, the second of which opens the site as a workbench.

Where the site's address is known, the line names the wheel in it. Elsewhere a script of the page
fills in the address that the page was served from; without scripts, the line is for a clone.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from jax101_site.takeaway.address import install_command, wheel_path

_SCRIPT = "install.js"
_FOR_CLONE = "In a clone of this site's repository; or download "


class checker_place(nodes.General, nodes.Element):  # noqa: N801 - docutils names its nodes so
    """Stands in a page until the site's address is known: pages are read once, written often."""


class InstallChecker(SphinxDirective):
    optional_arguments = 1

    def run(self) -> list[nodes.Node]:
        if self.arguments not in ([], ["learn"]):
            raise self.error(f"install-checker takes 'learn' or nothing, not {self.arguments[0]!r}")
        return [checker_place(learn=bool(self.arguments))]


def setup(app: Sphinx) -> None:
    app.add_node(checker_place)
    app.add_directive("install-checker", InstallChecker)
    app.connect("doctree-resolved", _fill, priority=400)
    app.connect("html-page-context", _add_script)


def _fill(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    base = app.config.html_baseurl if app.config.jax101_takeaway else ""
    for place in list(doctree.findall(checker_place)):
        learn = place.get("learn", False)
        command = install_command(base, learn=learn)
        line = nodes.literal_block(command, command, language="bash")
        if base or not app.config.jax101_takeaway or app.builder.format != "html":
            place.replace_self(line)
            continue
        up = "../" * docname.count("/")
        wheel = nodes.reference("", "the wheel", refuri=up + wheel_path(), internal=True)
        told = nodes.paragraph(
            "", "", nodes.Text(_FOR_CLONE), wheel, nodes.Text(" and install it.")
        )
        classes = ["jax101-install", *(["jax101-install-learn"] if learn else [])]
        place.replace_self(nodes.container("", line, told, classes=classes))


def _add_script(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Load the script on pages whose command it has to fill in."""
    if doctree is not None and any(
        "jax101-install" in node["classes"] for node in doctree.findall(nodes.container)
    ):
        attributes: dict[str, Any] = {"data-wheel": wheel_path()}
        app.add_js_file(_SCRIPT, **attributes)
