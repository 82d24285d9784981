"""A picture as plain text: a grid of box-drawing characters, for terminals and for records."""

from itertools import product

from jax101.pictures.data import ShardingData
from jax101.pictures.grid import Grid
from jax101.pictures.words import caption

WIDTH = 76
_ACROSS = 8


def draw_text(data: ShardingData, grid: Grid) -> str:
    """Draw a picture's data as lines of text, at most about 76 characters wide.

    Each device id stands in the block that it holds; a block with several ids has copies.
    """
    titles = "   ".join(axis.title for axis in grid.axes)
    lines = [data["type"], caption(data, grid), *([titles] if titles else [])]
    leading = grid.axes[:-2]
    for panel in product(*(range(len(axis.blocks)) for axis in leading)):
        if panel:
            heads = [
                f"{axis.title.split(' ▦')[0]}: {' '.join(axis.ticks[at])}"
                for axis, at in zip(leading, panel, strict=True)
            ]
            lines += ["", ", ".join(heads)]
        lines += _panel(grid, panel)
    return "\n".join(line.rstrip() for line in lines)


def _panel(grid: Grid, panel: tuple[int, ...]) -> list[str]:
    """Draw one panel, in bands where the columns do not fit the width."""
    rows = [" ".join(tick) + " " for tick in grid.axes[-2].ticks] if len(grid.axes) > 1 else [""]
    columns = list(grid.axes[-1].ticks) if grid.axes else [()]
    start = len(panel) + 2 - len(grid.axes)
    cells = [
        [_cell(grid.holders[(*panel, row, column)[start:]]) for column in range(len(columns))]
        for row in range(len(rows))
    ]
    texts = [
        *(line for row in cells for cell in row for line in cell),
        *(line for head in columns for line in head),
    ]
    width, margin = max(map(len, texts)) + 2, max(map(len, rows))
    band = max(1, (WIDTH - margin - 1) // (width + 1))
    lines = []
    for first in range(0, len(columns), band):
        heads = columns[first : first + band]
        lines += [
            " " * margin + "".join(f" {head[level]:^{width}}" for head in heads)
            for level in range(len(heads[0]))
        ]
        body = [
            _row(label, row[first : first + band], width, margin)
            for label, row in zip(rows, cells, strict=True)
        ]
        lines += _ruled(body, " " * margin, ["─" * width] * len(heads))
    return lines


def _ruled(rows: list[list[str]], margin: str, bars: list[str]) -> list[str]:
    """Put rules above, between and below the rows of a band."""
    lines = [f"{margin}┌{'┬'.join(bars)}┐"]
    for number, row in enumerate(rows):
        lines += [f"{margin}├{'┼'.join(bars)}┤"] if number else []
        lines += row
    return [*lines, f"{margin}└{'┴'.join(bars)}┘"]


def _row(label: str, cells: list[list[str]], width: int, margin: int) -> list[str]:
    """Draw one row of blocks; its label stands at the middle line."""
    height = max(map(len, cells))
    lines = []
    for level in range(height):
        texts = [cell[level] if level < len(cell) else "" for cell in cells]
        said = label if level == (height - 1) // 2 else ""
        lines.append(f"{said:<{margin}}│{'│'.join(f'{text:^{width}}' for text in texts)}│")
    return lines


def _cell(devices: list[int]) -> list[str]:
    """Write the device ids of one block, eight on a line."""
    wide = max((len(str(device)) for device in devices), default=0)
    lines = [devices[at : at + _ACROSS] for at in range(0, len(devices), _ACROSS)] or [[]]
    return [" ".join(f"{device:>{wide}}" for device in line) for line in lines]
