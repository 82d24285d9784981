"""Where everything in a picture goes: whole numbers of SVG units, close to pixels.

The explorer's script repeats this layout step by step, and a test holds both to the same result;
so this module uses integers only.
"""

from dataclasses import dataclass, field
from itertools import product

from jax101.pictures.data import ShardingData
from jax101.pictures.grid import Axis, Grid

PAD = 10
GAP = 3
LINE = 15
WIDE = 400
CHIP_HEIGHT = 20
_HEAD = 13
_TICK = 13
_BETWEEN = 14


@dataclass(frozen=True, slots=True)
class Cell:
    """The sizes shared by all blocks of a picture.

    `width` and `height` are a block's; `across` chips of `chip` width stand in a row where blocks
    have copies; `columns` and `rows` are elements in a block if their lines are drawn, else 1.
    """

    width: int
    height: int
    across: int
    chip: int
    columns: int
    rows: int


@dataclass(frozen=True, slots=True)
class Box:
    """One panel, or one band of its columns, at its place.

    `panel` is the block on each leading axis, `first` and `count` the columns shown, (`x`, `y`) the
    top left corner of the blocks; `leads` says that it is the first on its line.
    """

    panel: tuple[int, ...]
    first: int
    count: int
    x: int
    y: int
    leads: bool


@dataclass(slots=True)
class Layout:
    """A laid-out picture: its size, its cells, its boxes, and the line where they start."""

    cell: Cell
    gutter: int
    boxes: list[Box] = field(default_factory=list)
    width: int = 0
    height: int = 0


def text_width(characters: int) -> int:
    """Return the width of 11 px monospaced text, rounded up."""
    return (characters * 66 + 9) // 10


def lay_out(data: ShardingData, grid: Grid, top: int) -> Layout:
    """Place the boxes of a picture below `top`, flowing into lines of at most `WIDE`."""
    rows = grid.axes[-2] if len(grid.axes) > 1 else None
    columns = grid.axes[-1] if grid.axes else None
    leading = grid.axes[:-2]
    cell = _cell(data, grid, rows, columns)
    gutter = 8 + max(text_width(len(line)) for tick in rows.ticks for line in tick) if rows else 0
    layout = Layout(cell, gutter)
    total, step = _blocks(columns), cell.width + GAP
    most = max(1, (WIDE - gutter + GAP) // step)
    bands = -(-total // most)
    band = -(-total // bands)
    above = _HEAD * _head_lines(leading) + _TICK * (len(columns.ticks[0]) if columns else 0)
    tall = _blocks(rows) * (cell.height + GAP) - GAP
    x, y, leads = PAD + gutter, top, True
    last: tuple[int, ...] = ()
    for panel in product(*(range(len(axis.blocks)) for axis in leading)):
        for first in range(0, total, band):
            count = min(band, total - first)
            heads = [text_width(len(head)) for head in panel_heads(leading, panel)]
            wide = max([count * step - GAP, *heads])
            new_row = len(panel) > 1 and panel[:1] != last[:1]
            if not leads and (new_row or x + wide > PAD + WIDE):
                x, y, leads = PAD + gutter, y + above + tall + _BETWEEN, True
            layout.boxes.append(Box(panel, first, count, x, y + above, leads))
            layout.width = max(layout.width, x + wide + PAD)
            x, leads, last = x + wide + _BETWEEN, False, panel
    layout.height = y + above + tall + PAD
    return layout


def panel_heads(leading: tuple[Axis, ...], panel: tuple[int, ...]) -> list[str]:
    """Return the lines over a panel: its block on the leading axis, or on each of two."""
    if len(leading) == 1:
        return list(leading[0].ticks[panel[0]])
    return [
        f"{axis.title.split(' ▦')[0]}: {' '.join(axis.ticks[at])}"
        for axis, at in zip(leading, panel, strict=True)
    ]


def _head_lines(leading: tuple[Axis, ...]) -> int:
    """Return the number of lines over a panel."""
    return len(leading[0].ticks[0]) if len(leading) == 1 else len(leading)


def _blocks(axis: Axis | None) -> int:
    """Return the number of blocks along an axis, 1 without one."""
    return len(axis.blocks) if axis else 1


def _cell(data: ShardingData, grid: Grid, rows: Axis | None, columns: Axis | None) -> Cell:
    """Choose the size of a block: room for its text, then the array's own proportions."""
    copies = grid.copies[1]
    across = next((n for n in range(1, 9) if n * n >= copies and copies % n == 0), min(copies, 8))
    chip = max(22, 8 + 8 * max(len(str(device)) for device in data["devices"]))
    stacked = -(-copies // across)
    labels = [len(line) for tick in columns.ticks for line in tick] if columns else [0]
    width = max(34, across * (chip + GAP) + 9, text_width(max(labels)) + 6)
    height = max(32, stacked * (CHIP_HEIGHT + GAP) + 9)
    row_size, column_size = max(1, rows.size if rows else 1), max(1, columns.size if columns else 1)
    panels = len(grid.holders) // (_blocks(rows) * _blocks(columns))
    bands = panels * -(-_blocks(columns) * (width + GAP) // WIDE)
    wide, tall = (300, 180) if bands == 1 else (150, max(20, 220 // bands))
    scale = min(40, wide // column_size, tall // row_size)
    in_columns = max(1, column_size // _blocks(columns))
    in_rows = max(1, row_size // _blocks(rows))
    width, height = max(width, scale * in_columns), max(height, scale * in_rows)
    if width < 7 * in_columns or height < 7 * in_rows:
        return Cell(width, height, across, chip, 1, 1)
    width, height = -(-width // in_columns) * in_columns, -(-height // in_rows) * in_rows
    return Cell(width, height, across, chip, in_columns, in_rows)
