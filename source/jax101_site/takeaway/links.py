"""Links inside Markdown that do not yet know where they will stand: made whole when written.

A page is written twice, beside its HTML and in `llms-full.txt`, and the site's address may change
while no page does. So a link to a part of the site is kept as its path from the site's root
between two characters for private use, which no text of a page has.
"""

from __future__ import annotations

import posixpath
import re

from docutils import nodes

_OPEN, _CLOSE = "\ue0b1", "\ue0b2"
_MARKED = re.compile(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}")
_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*:|^//", re.IGNORECASE)


def marked(node: nodes.Element, page: str, pages: set[str]) -> str:
    """Where a reference leads.

    Args:
        node: a reference whose target is known.
        page: the docname of where it stands.
        pages: the docnames of all pages.

    Returns:
        An address elsewhere as it is; a part of the site as its marked path from the site's root.
        Empty for a place on the same page: Markdown has no anchors of its own.
    """
    uri = str(node.get("refuri", ""))
    if _SCHEME.match(uri):
        return uri
    path, _, anchor = uri.partition("#")
    if not path:
        return ""
    path = posixpath.normpath(posixpath.join(posixpath.dirname(page), path))
    name = path.removesuffix(".html")
    if path.endswith(".html") and name in pages:
        path = f"{name}.md"
    return f"{_OPEN}{path}{'#' + anchor if anchor else ''}{_CLOSE}"


def marked_file(path: str) -> str:
    """A marked path from the site's root."""
    return f"{_OPEN}{path}{_CLOSE}"


def whole(text: str, base: str, folder: str = "") -> str:
    """Text with its marked links made whole.

    Args:
        text: Markdown.
        base: the site's address with a slash at its end, or empty if it is not known.
        folder: of the file that the text is for, from the site's root.
    """

    def link(match: re.Match[str]) -> str:
        path, sign, anchor = match[1].partition("#")
        if base:
            return f"{base}{path}{sign}{anchor}"
        return posixpath.relpath(path, folder or ".") + sign + anchor

    return _MARKED.sub(link, text)
