"""A drawing as an SVG element: deterministic bytes, read aloud by its title and description."""

import hashlib
import json
from html import escape
from typing import Any

from jax101.pictures.data import ShardingData
from jax101.pictures.draw import Drawing, draw
from jax101.pictures.grid import Grid
from jax101.pictures.palette import STYLE
from jax101.pictures.words import description, title


def sharding_svg(data: ShardingData, grid: Grid, salt: str = "") -> str:
    """Return the picture of one sharding as an SVG element."""
    name = identifier(data, salt)
    return svg_element(draw(data, grid), title(data), description(data, grid), name)


def identifier(data: Any, salt: str = "") -> str:
    """Return an id that depends on the data and the salt, and on nothing else."""
    text = json.dumps(data, sort_keys=True) + salt
    return "jax101-" + hashlib.sha256(text.encode()).hexdigest()[:10]


def svg_element(drawing: Drawing, name: str, words: str, identity: str) -> str:
    """Wrap a drawing in an SVG element with its style, title and description.

    Args:
        drawing: what to show.
        name: the title, read first.
        words: the description, which says all that the drawing shows.
        identity: the start of the ids of the title and the description.
    """
    width, height = drawing.width, drawing.height
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="jax101-pic" role="img" '
        f'aria-labelledby="{identity}-t {identity}-d" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}"><title id="{identity}-t">{escape(name)}</title>'
        f'<desc id="{identity}-d">{escape(words, quote=False)}</desc><style>{STYLE}</style>'
        f'<rect class="p" width="{width}" height="{height}" rx="6"/>{drawing.markup}</svg>'
    )
