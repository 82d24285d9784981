"""Cells that would not run: within another block, or in a file that the page includes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from asrun.page.errors import PageError

_CELL = re.compile(r"\{(?:code|raw)-cell\}")
_DIRECTIVE = re.compile(r"\{(?P<name>[\w:.-]+)\}\s*(?P<argument>.*)")
_LITERAL = frozenset(
    {"code", "code-block", "sourcecode", "highlight", "literalinclude", "parsed-literal", "raw"}
)
"""Directives whose body is shown, not read."""

_MISPLACED = "a cell within another block does not run: put it at the top level of the page"
_INCLUDED = "a cell in an included file does not run: put it into the page that includes it"


def block_parser(config: MdParserConfig) -> MarkdownIt:
    """A parser of blocks alone, as myst-nb uses it to find cells."""
    from dataclasses import replace

    disabled = [*config.disable_syntax, "inline"]
    return create_md_parser(replace(config, disable_syntax=disabled), RendererHTML)


def find_misplaced(
    path: Path, text: str, source: Path, config: MdParserConfig
) -> Iterator[PageError]:
    """Find the cells of a page that myst-nb would not take for cells.

    Args:
        path: of the page.
        text: of it, or of a part.
        source: the folder of all pages, where an included `/file` is looked for.
        config: how Markdown is read.
    """
    if _CELL.search(text) is None and "{include}" not in text:
        return
    for line, token, nested in _fences(text, config):
        info = token.info.strip()
        if _CELL.match(info):
            if nested:
                yield PageError(path, line, _MISPLACED)
            continue
        directive = _DIRECTIVE.match(info)
        if directive and directive["name"] == "include":
            yield from _in_included(path, directive["argument"].strip(), source, config)


def _in_included(
    path: Path, name: str, source: Path, config: MdParserConfig
) -> Iterator[PageError]:
    file = source / name[1:] if name.startswith("/") else path.parent / name
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return  # Sphinx says so, with the place of the directive
    for line, token, _ in _fences(text, config):
        if _CELL.match(token.info.strip()):
            yield PageError(file, line, _INCLUDED)


def _fences(
    text: str, config: MdParserConfig, first: int = 1, nested: bool = False
) -> Iterator[tuple[int, Token, bool]]:
    """Every fenced block, those within directives too: its line, and whether another holds it."""
    depth = 0
    for token in block_parser(config).parse(text + "\n"):
        depth += token.nesting
        if token.type not in ("fence", "colon_fence") or token.map is None:
            continue
        line = first + token.map[0]
        inside = nested or depth != 0
        yield line, token, inside
        directive = _DIRECTIVE.match(token.info.strip())
        if directive and directive["name"] not in _LITERAL and not _CELL.match(token.info.strip()):
            yield from _fences(token.content, config, line + 1, nested=True)
