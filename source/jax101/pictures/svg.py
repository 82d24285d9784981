"""Draw a picture as SVG: deterministic bytes, small, and read aloud by its title and description."""

import hashlib
import json
from dataclasses import dataclass
from html import escape
from typing import Any

from jax101.pictures.data import ShardingData
from jax101.pictures.grid import Grid
from jax101.pictures.layout import CHIP_HEIGHT, GAP, PAD, WIDE, Box, Layout, lay_out, panel_heads, text_width
from jax101.pictures.palette import HUES, STYLE
from jax101.pictures.words import caption, description, title


@dataclass(frozen=True, slots=True)
class Drawing:
    """Markup to place in an SVG, and its size in SVG units."""

    width: int
    height: int
    markup: str


def sharding_svg(data: ShardingData, grid: Grid, salt: str = "") -> str:
    """Return the picture of one sharding as an SVG element."""
    name = identifier(data, salt)
    return svg_element(draw(data, grid), title(data), description(data, grid), name)


def identifier(data: Any, salt: str = "") -> str:
    """Return an id that depends on the data and on nothing else."""
    text = json.dumps(data, sort_keys=True) + salt
    return "jax101-" + hashlib.sha256(text.encode()).hexdigest()[:10]


def svg_element(drawing: Drawing, name: str, words: str, identity: str) -> str:
    """Wrap a drawing in an SVG element with its style, title and description."""
    width, height = drawing.width, drawing.height
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="jax101-pic" role="img" '
        f'aria-labelledby="{identity}-t {identity}-d" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}"><title id="{identity}-t">{escape(name)}</title>'
        f'<desc id="{identity}-d">{escape(words)}</desc><style>{STYLE}</style>'
        f'<rect class="p" width="{width}" height="{height}" rx="6"/>{drawing.markup}</svg>'
    )


def draw(data: ShardingData, grid: Grid) -> Drawing:
    """Draw the type, the caption, the axes and every block."""
    lines = [*_wrapped(caption(data, grid).split(" · "), " · "), *_wrapped([axis.title for axis in grid.axes], "   ")]
    top = PAD + 20 + 15 * len(lines)
    layout = lay_out(data, grid, top)
    marks = [text(PAD, PAD + 12, data["type"], "y")]
    marks += [text(PAD, PAD + 28 + 15 * at, line, "t") for at, line in enumerate(lines)]
    shapes: list[str] = []
    numbers: list[str] = []
    hairs: list[str] = []
    for box in layout.boxes:
        marks += _labels(grid, layout, box)
        _blocks(data, grid, layout, box, shapes, numbers)
        hairs += _hairlines(grid, layout, box)
    marks += shapes
    if hairs:
        marks.append(f'<path class="h" d="{"".join(hairs)}"/>')
    marks.append(f'<g class="n">{"".join(numbers)}</g>')
    widths = [text_width(len(line)) for line in lines] + [(len(data["type"]) * 85 + 9) // 10]
    return Drawing(max(layout.width, max(widths) + 2 * PAD), layout.height, "".join(marks))


def text(x: int, y: int, words: str, kind: str = "") -> str:
    """Return a text element with its baseline at (x, y)."""
    style = f' class="{kind}"' if kind else ""
    return f'<text{style} x="{x}" y="{y}">{escape(words, quote=False)}</text>'


def _wrapped(parts: list[str], between: str) -> list[str]:
    """Join parts into lines that fit the width of a picture."""
    lines: list[str] = []
    for part in parts:
        if lines and text_width(len(lines[-1]) + len(between) + len(part)) <= WIDE:
            lines[-1] += between + part
        else:
            lines.append(part)
    return lines


def _labels(grid: Grid, layout: Layout, box: Box) -> list[str]:
    """Write the heads of a panel, the ticks of its columns and, on its line's first, of its rows."""
    cell, marks = layout.cell, []
    columns = grid.axes[-1].ticks if grid.axes else ()
    deep = 13 * len(columns[0]) if columns else 0
    heads = panel_heads(grid.axes[:-2], box.panel)
    for at, head in enumerate(heads):
        marks.append(text(box.x, box.y - deep - 14 * (len(heads) - at) + 9, head))
    for at in range(box.count if columns else 0):
        x = box.x + at * (cell.width + GAP) + cell.width // 2
        for level, line in enumerate(columns[box.first + at]):
            marks.append(text(x, box.y - deep + 13 * level + 9, line, "m" if deep > 13 * (level + 1) else "m t"))
    if box.leads and len(grid.axes) > 1:
        for at, lines in enumerate(grid.axes[-2].ticks):
            y = box.y + at * (cell.height + GAP) + cell.height // 2 + (4 if len(lines) == 1 else -2)
            for level, line in enumerate(lines):
                marks.append(text(box.x - 6, y + 13 * level, line, "e" if level + 1 < len(lines) else "e t"))
    return marks


def _blocks(
    data: ShardingData, grid: Grid, layout: Layout, box: Box, shapes: list[str], numbers: list[str]
) -> None:
    """Draw the blocks of a box: one filled block a device, or a sheet with a chip for each copy."""
    cell, order = layout.cell, sorted(data["devices"])
    rows = len(grid.axes[-2].blocks) if len(grid.axes) > 1 else 1
    for row in range(rows):
        for column in range(box.first, box.first + box.count):
            devices = grid.holders[(*box.panel, row, column)[-len(grid.axes) :] if grid.axes else ()]
            x = box.x + (column - box.first) * (cell.width + GAP)
            y = box.y + row * (cell.height + GAP)
            if grid.copies[1] == 1:
                for device in devices:
                    paint = fill(order.index(device), len(order))
                    shapes.append(_rect(paint, x, y, cell.width, cell.height, 3))
                    numbers.append(text(x + cell.width // 2, y + cell.height // 2 + 5, str(device)))
                continue
            shapes.append(_rect('class="s"', x, y, cell.width, cell.height, 3))
            lines = -(-len(devices) // cell.across)
            left = x + (cell.width - cell.across * (cell.chip + GAP) + GAP) // 2
            up = y + (cell.height - lines * (CHIP_HEIGHT + GAP) + GAP) // 2
            for at, device in enumerate(devices):
                a = left + at % cell.across * (cell.chip + GAP)
                b = up + at // cell.across * (CHIP_HEIGHT + GAP)
                shapes.append(_rect(fill(order.index(device), len(order)), a, b, cell.chip, CHIP_HEIGHT, 9))
                numbers.append(text(a + cell.chip // 2, b + 15, str(device)))


def fill(ordinal: int, devices: int) -> str:
    """Return the attributes that paint a device: a hue, and a shade where devices share hues."""
    if devices <= HUES:
        return f'class="d{ordinal}"'
    hue = ordinal * HUES // devices
    first, end = -(-hue * devices // HUES), -(-(hue + 1) * devices // HUES)
    shade = 100 - 50 * (ordinal - first) // max(1, end - first - 1)
    return f'class="d{hue}"' + (f' fill-opacity=".{shade}"' if shade < 100 else "")


def _rect(paint: str, x: int, y: int, width: int, height: int, round_: int) -> str:
    """Return a rectangle element."""
    return f'<rect {paint} x="{x}" y="{y}" width="{width}" height="{height}" rx="{round_}"/>'


def _hairlines(grid: Grid, layout: Layout, box: Box) -> list[str]:
    """Draw the elements of blocks as thin lines, where they are large enough to see."""
    cell, paths = layout.cell, []
    rows = len(grid.axes[-2].blocks) if len(grid.axes) > 1 else 1
    tall, wide = rows * (cell.height + GAP) - GAP, box.count * (cell.width + GAP) - GAP
    for column in range(box.count):
        for line in range(1, cell.columns):
            x = box.x + column * (cell.width + GAP) + line * cell.width // cell.columns
            paths.append(f"M{x} {box.y}v{tall}")
    for row in range(rows):
        for line in range(1, cell.rows):
            y = box.y + row * (cell.height + GAP) + line * cell.height // cell.rows
            paths.append(f"M{box.x} {y}h{wide}")
    return paths
