"""Draw a laid-out picture as SVG markup, one element for all shapes of a colour.

Whole numbers only, and few bytes: 64 devices stay under 15 KB. The explorer's script draws the same
markup from the same data, and a test compares the two.
"""

from dataclasses import dataclass, field
from html import escape

from jax101.pictures.data import ShardingData
from jax101.pictures.grid import Grid
from jax101.pictures.layout import (
    CHIP_HEIGHT,
    GAP,
    LINE,
    PAD,
    WIDE,
    Box,
    Layout,
    lay_out,
    panel_heads,
    text_width,
)
from jax101.pictures.palette import HUES
from jax101.pictures.words import caption


@dataclass(frozen=True, slots=True)
class Drawing:
    """Markup to place in an SVG, and its size in SVG units."""

    width: int
    height: int
    markup: str


@dataclass(slots=True)
class Marks:
    """What has been drawn so far: path data by paint, and texts by class."""

    sheets: list[str] = field(default_factory=list)
    blocks: dict[str, list[str]] = field(default_factory=dict)
    hairs: list[str] = field(default_factory=list)
    chips: dict[str, list[str]] = field(default_factory=dict)
    texts: dict[str, list[str]] = field(default_factory=dict)

    def text(self, x: int, y: int, words: str, kind: str) -> None:
        """Add a text of class `kind` with its baseline at (x, y)."""
        mark = f'<text x="{x}" y="{y}">{escape(words, quote=False)}</text>'
        self.texts.setdefault(kind, []).append(mark)

    def markup(self) -> str:
        """Return everything in the order in which it covers what is below."""
        parts = [f'<path class="s" d="{"".join(self.sheets)}"/>'] if self.sheets else []
        parts.append(_painted("b", self.blocks))
        parts += [f'<path class="h" d="{"".join(self.hairs)}"/>'] if self.hairs else []
        parts.append(_painted("c", self.chips))
        parts += [f'<g class="{kind}">{"".join(text)}</g>' for kind, text in self.texts.items()]
        return "".join(parts)


def draw(data: ShardingData, grid: Grid) -> Drawing:
    """Draw the type, the caption, the axes and every block."""
    lines = _wrapped(caption(data, grid).split(" · "))
    lines += _wrapped([axis.title for axis in grid.axes])
    layout = lay_out(data, grid, PAD + (26 if len(grid.axes) > 2 else 20) + LINE * len(lines))
    marks = Marks()
    marks.text(PAD, PAD + 12, data["type"], "y")
    for at, line in enumerate(lines):
        marks.text(PAD, PAD + 28 + LINE * at, line, "t")
    for box in layout.boxes:
        _label(grid, layout, box, marks)
        _draw_blocks(data, grid, layout, box, marks)
        _draw_elements(grid, layout, box, marks)
    widths = [text_width(len(line)) for line in lines] + [(len(data["type"]) * 85 + 9) // 10]
    return Drawing(max(layout.width, max(widths) + 2 * PAD), layout.height, marks.markup())


def paint(ordinal: int, devices: int) -> str:
    """Return the attributes that paint a device: a hue, and a shade where devices share hues."""
    if devices <= HUES:
        return f'class="d{ordinal}"'
    hue = ordinal * HUES // devices
    first, end = -(-hue * devices // HUES), -(-(hue + 1) * devices // HUES)
    shade = 100 - 50 * (ordinal - first) // max(1, end - first - 1)
    return f'class="d{hue}"' + (f' opacity=".{shade}"' if shade < 100 else "")


def _painted(kind: str, paths: dict[str, list[str]]) -> str:
    """Return a group with one path a paint, or nothing."""
    drawn = "".join(f'<path {look} d="{"".join(path)}"/>' for look, path in paths.items())
    return f'<g class="{kind}">{drawn}</g>' if drawn else ""


def _wrapped(parts: list[str]) -> list[str]:
    """Join parts into lines that fit the width of a picture."""
    lines: list[str] = []
    for part in parts:
        if lines and text_width(len(lines[-1]) + 3 + len(part)) <= WIDE:
            lines[-1] += f" · {part}"
        else:
            lines.append(part)
    return lines


def _label(grid: Grid, layout: Layout, box: Box, marks: Marks) -> None:
    """Write the head of a panel, the ticks of its columns and, first on a line, of its rows."""
    cell, columns = layout.cell, grid.axes[-1].ticks if grid.axes else ()
    deep = 13 * len(columns[0]) if columns else 0
    heads = panel_heads(grid.axes[:-2], box.panel)
    for at, head in enumerate(heads):
        marks.text(box.x, box.y - deep - 13 * (len(heads) - at) + 6, head, "k")
    said = len(columns) < 2 and any(box.panel)
    for at in range(0 if said or not columns else box.count):
        x = box.x + at * (cell.width + GAP) + cell.width // 2
        lines = columns[box.first + at]
        for level, line in enumerate(lines):
            kind = "m" if level + 1 < len(lines) else "m t"
            marks.text(x, box.y - deep + 13 * level + 9, line, kind)
    if not box.leads or len(grid.axes) < 2:
        return
    for at, lines in enumerate(grid.axes[-2].ticks):
        y = box.y + at * (cell.height + GAP) + cell.height // 2 + (4 if len(lines) == 1 else -2)
        for level, line in enumerate(lines):
            marks.text(box.x - 6, y + 13 * level, line, "e" if level + 1 < len(lines) else "e t")


def _draw_blocks(data: ShardingData, grid: Grid, layout: Layout, box: Box, marks: Marks) -> None:
    """Draw the blocks of a box: filled with one device, or a sheet with a chip for each copy."""
    cell, order, rank = layout.cell, sorted(data["devices"]), len(grid.axes)
    rows = len(grid.axes[-2].blocks) if rank > 1 else 1
    for row in range(rows):
        for column in range(box.first, box.first + box.count):
            x = box.x + (column - box.first) * (cell.width + GAP)
            y = box.y + row * (cell.height + GAP)
            devices = grid.holders[(*box.panel, row, column)[len(box.panel) + 2 - rank :]]
            paints = [paint(order.index(device), len(order)) for device in devices]
            if grid.copies[1] == 1:
                wide, high = cell.width - 4, cell.height - 4
                for device, look in zip(devices, paints, strict=True):
                    path = f"M{x + 2} {y + 2}h{wide}v{high}h-{wide}z"
                    marks.blocks.setdefault(look, []).append(path)
                    marks.text(x + cell.width // 2, y + cell.height // 2 + 5, str(device), "n")
                continue
            marks.sheets.append(f"M{x} {y}h{cell.width}v{cell.height}h-{cell.width}z")
            lines = -(-len(devices) // cell.across)
            left = x + (cell.width - cell.across * (cell.chip + GAP) + GAP) // 2
            up = y + (cell.height - lines * (CHIP_HEIGHT + GAP) + GAP) // 2 + CHIP_HEIGHT // 2
            for at, (device, look) in enumerate(zip(devices, paints, strict=True)):
                a = left + at % cell.across * (cell.chip + GAP)
                b = up + at // cell.across * (CHIP_HEIGHT + GAP)
                path = f"M{a + CHIP_HEIGHT // 2} {b}h{cell.chip - CHIP_HEIGHT}"
                marks.chips.setdefault(look, []).append(path)
                marks.text(a + cell.chip // 2, b + 5, str(device), "n")


def _draw_elements(grid: Grid, layout: Layout, box: Box, marks: Marks) -> None:
    """Draw the elements of blocks as thin lines, where they are large enough to see."""
    cell = layout.cell
    rows = len(grid.axes[-2].blocks) if len(grid.axes) > 1 else 1
    tall, wide = rows * (cell.height + GAP) - GAP, box.count * (cell.width + GAP) - GAP
    for column in range(box.count):
        for line in range(1, cell.columns):
            x = box.x + column * (cell.width + GAP) + line * cell.width // cell.columns
            marks.hairs.append(f"M{x} {box.y}v{tall}")
    for row in range(rows):
        for line in range(1, cell.rows):
            y = box.y + row * (cell.height + GAP) + line * cell.height // cell.rows
            marks.hairs.append(f"M{box.x} {y}h{wide}")
