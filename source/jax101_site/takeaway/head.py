"""What a page's head tells those who link to it: description, picture, and where its Markdown is."""

from __future__ import annotations

from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

CARD = "card.png"
CARD_SIZE = (1200, 630)  # pixels, as those who show it ask
_LONGEST = 300  # characters of a description: search engines show fewer, people read no more


def setup(app: Sphinx) -> None:
    app.connect("html-page-context", _describe)


def first_paragraph(doctree: nodes.document) -> str:
    """A page's first paragraph below its title, as one line of plain text; empty if it has none."""
    section = next(iter(doctree.findall(nodes.section)), None)
    for node in section.children if section is not None else ():
        if isinstance(node, nodes.section):
            break
        if isinstance(node, nodes.paragraph) and node.astext().strip():
            return " ".join(node.astext().split())
    return ""


def shortened(text: str, longest: int = _LONGEST) -> str:
    """Text cut after a sentence, or else after a word, so that it is no longer than asked."""
    if len(text) <= longest:
        return text
    sentence = text[:longest].rfind(". ")
    if sentence > 0:
        return text[: sentence + 1]
    return text[: longest - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def _card(base: str) -> dict[str, str]:
    """The site's picture, for those who show one beside a link; they want its whole address."""
    width, height = CARD_SIZE
    return {
        "og:image": f"{base}_static/{CARD}",
        "og:image:width": str(width),
        "og:image:height": str(height),
        "og:image:alt": "JAX 101: executed, verified notes and self-checking exercises",
    }


def _describe(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    if not app.config.jax101_takeaway:
        return
    if pagename == "404":
        context["metatags"] = (
            context.get("metatags", "") + '\n<meta name="robots" content="noindex">'
        )
    if doctree is None:
        return
    title = nodes.Text(app.env.titles[pagename].astext()).astext()
    about = shortened(first_paragraph(doctree))
    base = app.config.html_baseurl
    properties = {
        "og:title": title,
        "og:type": "website" if pagename == app.config.root_doc else "article",
        "og:site_name": app.config.project,
        "og:description": about,
        "og:url": base and base + app.builder.get_target_uri(pagename),
        **(_card(base) if base else {}),
    }
    tags = [f'<meta name="description" content="{escape(about)}">'] if about else []
    tags += [
        f'<meta property="{name}" content="{escape(value)}">'
        for name, value in properties.items()
        if value
    ]
    if base:
        tags.append('<meta name="twitter:card" content="summary_large_image">')
    markdown = f"{pagename.rpartition('/')[2]}.md"
    tags.append(f'<link rel="alternate" type="text/markdown" href="{escape(markdown)}">')
    context["metatags"] = "\n".join([context.get("metatags", ""), *tags])
