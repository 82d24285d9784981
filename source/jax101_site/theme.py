"""What the theme gives a page that a reader should not meet, put right.

What a template can say stands in `docs/_templates`; this is what those templates call.
Each function names the fault; when the theme mends it, its lines can go.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

ICONS = "fontawesome.js"
"""A script of 540 kB, compressed, that draws icons which the theme's font draws already."""

_FOLDED = re.compile(
    r'(<a class="(?:current )?reference [^>]*>)((?:(?!</a>).)*)(</a>\s*<details[^>]*>\s*<summary)>',
    re.DOTALL,
)
_TAG = re.compile(r"<[^>]+>")
_NAME = re.compile(r'(?<=<span class="pre">)[^<]+')
_NARROW = re.compile(r"<(td|h[1-6])\b.*?</\1>", re.DOTALL)
_JOINT = re.compile(r"(?<=[^\W_][._(])(?=[^\W_])")


def setup(app: Sphinx) -> None:
    """Correct each page after the theme has added to it, and the static files at the end."""
    app.connect("html-page-context", _correct, priority=900)
    app.connect("build-finished", _drop_icons, priority=700)


def without_script(html: str, name: str) -> str:
    """A part of a page's head without the script of this name."""
    script = rf"<script\b[^>]*\bsrc=\"[^\"]*/{re.escape(name)}[?\"][^>]*></script>\s*"
    return re.sub(script, "", html)


def named_folds(html: str) -> str:
    """The site's contents, where each arrow that unfolds a part says which part."""

    def name(match: re.Match[str]) -> str:
        part = _TAG.sub("", match[2]).strip().replace('"', "&quot;")
        return f'{match[1]}{match[2]}{match[3]} aria-label="Pages of {part}">'

    return _FOLDED.sub(name, html)


def breakable_names(html: str) -> str:
    """HTML where a long name may break after a dot, an underscore or a bracket."""
    return _NAME.sub(lambda name: _JOINT.sub("<wbr/>", name[0]), html)


def breakable_where_narrow(html: str) -> str:
    """A page whose tables and headings have names that may break so: on a phone they have to."""
    return _NARROW.sub(lambda part: breakable_names(part[0]), html)


def _correct(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    context["without_script"] = without_script
    if "body" in context:
        context["body"] = breakable_where_narrow(context["body"])
    contents: Callable[..., Any] | None = context.get("generate_toctree_html")
    if contents is not None:

        def generate(kind: str, **options: Any) -> Any:
            made = contents(kind, **options)
            # For the sidebar it is HTML, or a tree of it; the other kind is for programs.
            return named_folds(str(made)) if kind == "sidebar" else made

        context["generate_toctree_html"] = generate
    own: Callable[..., Any] | None = context.get("generate_toc_html")
    if own is not None:

        def generate_own(kind: str = "html") -> Any:
            return breakable_names(str(own(kind))) if kind == "html" else own(kind)

        context["generate_toc_html"] = generate_own


def _drop_icons(app: Sphinx, exception: Exception | None) -> None:
    """No page asks for the script, so nobody should have to download it with the site."""
    if exception is None and app.builder.format == "html":
        for end in ("", ".map"):
            Path(app.outdir, "_static/scripts", ICONS + end).unlink(missing_ok=True)
