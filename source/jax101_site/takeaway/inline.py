"""What stands in a line of a page, as Markdown."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

from docutils import nodes

from jax101_site.takeaway import links

_HIDDEN = re.compile(r"<(svg|style|script)\b.*?</\1>", re.DOTALL | re.IGNORECASE)
_PICTURE = re.compile(r"<svg\b[^>]*>\s*<title[^>]*>(.*?)</title>", re.DOTALL | re.IGNORECASE)
_OPENED = re.compile(r"<a\b[^>]*\bhref=\"([^\"]*)\"[^>]*>", re.IGNORECASE)
_ANCHOR = re.compile(r"<a\b[^>]*\bhref=\"([^\"]*)\"[^>]*>(.*?)</a>", re.DOTALL | re.IGNORECASE)


class Inline:
    """Writes text with its marks.

    Args:
        page: docname of the page.
        pages: docnames of all.
        images: where an image stands in the site, by its path in the source.
    """

    def __init__(self, page: str, pages: set[str], images: Mapping[str, str]) -> None:
        self._page = page
        self._pages = pages
        self._images = images
        self._open: list[str] = []

    def line(self, node: nodes.Node) -> str:
        """The children of a node, one after another."""
        return "".join(map(self.of, node.children)).strip()

    def of(self, node: nodes.Node) -> str:
        """One node."""
        if isinstance(node, nodes.Text):
            return _escaped(node.astext())
        if isinstance(node, nodes.literal):
            return _code(node.astext())
        if isinstance(node, nodes.math):
            return f"${node.astext()}$"
        if isinstance(node, nodes.image):
            uri = str(node["uri"])
            uri = links.marked_file(self._images[uri]) if uri in self._images else uri
            return f"![{_escaped(node.get('alt', ''))}]({uri})"
        if isinstance(node, nodes.raw):
            return self._tag(node.astext()) if node.get("format") == "html" else ""
        inside = "".join(map(self.of, node.children))
        if not inside.strip():
            return ""
        if isinstance(node, nodes.reference):
            target = links.marked(node, self._page, self._pages)
            return f"[{inside}]({target})" if target else inside
        if isinstance(node, nodes.strong):
            return f"**{inside}**"
        if isinstance(node, nodes.emphasis | nodes.title_reference):
            return f"*{inside}*"
        return inside

    def _tag(self, text: str) -> str:
        """HTML within a line; of a link it is the tags alone, with nodes of their own between."""
        if opened := _OPENED.fullmatch(text.strip()):
            self._open.append(self._target(opened[1]))
            return "["
        if text.strip() == "</a>" and self._open:
            return f"]({self._open.pop()})"
        return self.html(text)

    def _target(self, uri: str) -> str:
        return links.marked(nodes.reference(refuri=html.unescape(uri)), self._page, self._pages)

    def html(self, text: str) -> str:
        """HTML of the page's own: its words and its links; of a picture, its title."""
        text = _PICTURE.sub(lambda m: f"(Picture: {m[1].strip()})<svg>", text)
        text = _HIDDEN.sub("", text)

        def link(match: re.Match[str]) -> str:
            return f"[{match[2]}]({self._target(match[1])})"

        text = re.sub(r"<[^>]*>", "", _ANCHOR.sub(link, text))
        return html.unescape("\n".join(filter(None, map(str.strip, text.splitlines()))))


def _escaped(text: str) -> str:
    """Text in which no sign means anything to Markdown."""
    text = re.sub(r"([\\`*\[\]<])", r"\\\1", text)
    return re.sub(r"(?<!\w)_(?=\w)|(?<=\w)_(?!\w)", r"\\_", text)


def _code(text: str) -> str:
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{space}{text}{space}{fence}"
