"""From device → index to a grid of blocks: how each axis is cut, by what, and who holds what."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import product

from jax101.pictures.data import ShardingData, coordinates


@dataclass(frozen=True, slots=True)
class Axis:
    """One array axis and its cuts.

    Attributes:
        title: ``axis 0 ↓ 8@x``, or ``x ↓ 4`` for an axis of a mesh.
        size: the number of elements.
        blocks: ``(start, stop)`` of each block, in order.
        names: the mesh axes that cut it, major first.
        ticks: the label of each block as one or two lines: its place on the mesh axes that cut
            (``x=0``), its range of elements (``0:2``).
    """

    title: str
    size: int
    blocks: tuple[tuple[int, int], ...]
    names: tuple[str, ...]
    ticks: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """The axes of an array, and the devices that hold each block.

    `holders` maps the position of a block on every axis to device ids, in mesh order.
    """

    axes: tuple[Axis, ...]
    holders: dict[tuple[int, ...], list[int]]

    @property
    def copies(self) -> tuple[int, int]:
        """The fewest and the most devices that hold one block."""
        counts = [len(devices) for devices in self.holders.values()]
        return min(counts), max(counts)


def make_grid(data: ShardingData) -> Grid:
    """Arrange the blocks of a picture's data in a grid."""
    rank = len(data["shape"])
    axes = tuple(_axis(data, axis, _direction(axis, rank)) for axis in range(rank))
    order = [{block: at for at, block in enumerate(axis.blocks)} for axis in axes]
    holders: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for device in data["devices"]:
        index = data["indices"][str(device)]
        block = tuple(
            places[start, stop] for places, (start, stop) in zip(order, index, strict=True)
        )
        holders[block].append(device)
    every = product(*(range(len(axis.blocks)) for axis in axes))
    return Grid(axes, {block: holders[block] for block in every})


def _direction(axis: int, rank: int) -> str:
    """Return the sign for how an axis is drawn: along columns, down rows, or as panels."""
    return {1: "→", 2: "↓"}.get(rank - axis, "▦")


def _axis(data: ShardingData, axis: int, sign: str) -> Axis:
    """Read the cuts of one array axis off the index map."""
    size = data["shape"][axis]
    spans = [_span(data["indices"][str(device)][axis]) for device in data["devices"]]
    blocks = tuple(sorted(set(spans)))
    if data["kind"] == "mesh":
        name = (data["mesh"] or [])[axis]["name"]
        marks = tuple((f"{name}={at}",) for at in range(size))
        return Axis(f"{name} {sign} {size}", size, blocks, (name,), marks)
    names = _cutting_axes(data, spans)
    by = "" if not names else f"@{names[0]}" if len(names) == 1 else f"@({','.join(names)})"
    ticks = tuple(
        (*_place(data, spans.index(block), names), f"{block[0]}:{block[1]}") for block in blocks
    )
    return Axis(f"axis {axis} {sign} {size}{by}", size, blocks, names, ticks)


def _span(span: list[int]) -> tuple[int, int]:
    """Return one ``[start, stop]`` as a pair."""
    return span[0], span[1]


def _cutting_axes(data: ShardingData, spans: list[tuple[int, int]]) -> tuple[str, ...]:
    """Name the mesh axes along which the range of an array axis changes, largest step first."""
    steps: list[tuple[int, int, str]] = []
    stride = len(spans)
    for axis in data["mesh"] or []:
        stride //= axis["size"]
        if axis["size"] > 1 and spans[stride] != spans[0]:
            steps.append((spans[0][0] - spans[stride][0], len(steps), axis["name"]))
    return tuple(name for *_, name in sorted(steps))


def _place(data: ShardingData, position: int, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return where a device sits on the mesh axes that cut, as one line, or nothing."""
    mesh = data["mesh"] or []
    place = coordinates(position, [axis["size"] for axis in mesh])
    at = {axis["name"]: where for axis, where in zip(mesh, place, strict=True)}
    return (" ".join(f"{name}={at[name]}" for name in names),) if names else ()
