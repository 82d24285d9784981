"""A picture as plain text: a grid of box-drawing characters, for terminals and for records."""

from itertools import product

from jax101.pictures.data import ShardingData
from jax101.pictures.grid import Axis, Grid
from jax101.pictures.words import caption, shape_text

WIDTH = 76
_ACROSS = 8


def draw_text(data: ShardingData, grid: Grid) -> str:
    """Draw a picture's data as lines of text, at most about 76 characters wide.

    Each device id stands in the block that it holds; a block with several ids has copies.
    """
    rows, columns = _rows_and_columns(grid)
    panels = [range(len(axis.blocks)) for axis in grid.axes[:-2]]
    lines = [data["type"], caption(data, grid), "   ".join(axis.title for axis in grid.axes)]
    for panel in product(*panels):
        if panel:
            heads = zip(grid.axes, panel, strict=False)
            lines += [
                "",
                ", ".join(
                    f"{axis.title.split(' ▦')[0]}: {' '.join(axis.ticks[at])}" for axis, at in heads
                ),
            ]
        lines += _panel(grid, panel, rows, columns)
    return "\n".join(line.rstrip() for line in lines).replace("\n\n\n", "\n\n")


def one_line(data: ShardingData, grid: Grid) -> str:
    """Return the shortest form: the type and the shard shape."""
    return f"<{data['type']}, shard {shape_text(data['shard_shape'])}, {caption(data, grid)}>"


def _rows_and_columns(grid: Grid) -> tuple[Axis | None, Axis | None]:
    """Return the axes drawn downwards and across."""
    axes = grid.axes
    return (axes[-2] if len(axes) > 1 else None), (axes[-1] if axes else None)


def _panel(
    grid: Grid, panel: tuple[int, ...], rows: Axis | None, columns: Axis | None
) -> list[str]:
    """Draw one panel, in bands where the columns do not fit the width."""
    down = range(len(rows.blocks)) if rows else [None]
    across = range(len(columns.blocks)) if columns else [None]
    cells = {
        (row, column): _cell(
            grid.holders[
                *panel, *([] if row is None else [row]), *([] if column is None else [column])
            ]
        )
        for row in down
        for column in across
    }
    labels = [" ".join(tick) for tick in rows.ticks] if rows else [""]
    margin = max(map(len, labels)) + (1 if rows else 0)
    heads = columns.ticks if columns else ()
    width = (
        max(
            [len(line) for cell in cells.values() for line in cell]
            + [len(line) for head in heads for line in head]
        )
        + 2
    )
    band = max(1, (WIDTH - margin - 1) // (width + 1))
    lines = []
    for start in range(0, len(across), band):
        some = list(across)[start : start + band]
        for level in range(len(heads[0]) if heads else 0):
            marks = "".join(f" {heads[at][level]:^{width}}" for at in some if at is not None)
            lines.append(" " * margin + marks)
        lines.append(_rule(margin, width, len(some), "┌┬┐"))
        for number, row in enumerate(down):
            if number:
                lines.append(_rule(margin, width, len(some), "├┼┤"))
            height = max(len(cells[row, column]) for column in some)
            for level in range(height):
                texts = [cells[row, column] for column in some]
                body = "│".join(
                    f"{text[level] if level < len(text) else '':^{width}}" for text in texts
                )
                label = labels[number] if level == (height - 1) // 2 else ""
                lines.append(f"{label:<{margin}}│{body}│")
        lines.append(_rule(margin, width, len(some), "└┴┘"))
    return lines


def _cell(devices: list[int]) -> list[str]:
    """Write the device ids of one block, eight on a line."""
    wide = max((len(str(device)) for device in devices), default=0)
    lines = [devices[at : at + _ACROSS] for at in range(0, len(devices), _ACROSS)] or [[]]
    return [" ".join(f"{device:>{wide}}" for device in line) for line in lines]


def _rule(margin: int, width: int, columns: int, corners: str) -> str:
    """Draw a horizontal line of a panel."""
    return " " * margin + corners[0] + corners[1].join(["─" * width] * columns) + corners[2]
