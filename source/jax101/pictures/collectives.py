"""The communication in a compiled program: which collectives it contains, over which mesh axes."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import product
from math import prod
from typing import TypedDict

import numpy as np

KINDS = (
    "all-reduce",
    "all-gather",
    "reduce-scatter",
    "all-to-all",
    "collective-permute",
    "collective-broadcast",
    "ragged-all-to-all",
)

_INSTRUCTION = re.compile(rf"= (.*?)[\s)}}\]]({'|'.join(KINDS)})(?:-start)?\((.*)")
_ARRAY = re.compile(r"\b[a-z]+\d*(?:e\d\w*)?\[([\d,]*)\]")
_MESH = re.compile(r"replica_groups=mesh\[([^\]]*)\](?:,\s*device_ids=\(([^{]*)\))?\s*\{([^}]*)\}")
_AXIS = re.compile(r"'([^']*)'(?:=(\d+))?(?::\((\d+)\)(\d+))?")
_ORDER = re.compile(r"\[([\d,]+)\](?:T\(([\d,]+)\))?")
_IOTA = re.compile(r"replica_groups=\[([\d,]+)\]<=\[([\d,]+)\](?:T\(([\d,]+)\))?")
_LISTS = re.compile(r"(replica_groups|source_target_pairs)=\{((?:\{[\d,\s]*\},?\s*)*)\}")


class Collective(TypedDict):
    """One kind of collective in a program.

    `over` names the mesh axes along which devices exchange data; None where the program's groups
    are not those of whole mesh axes. `count` is how many instructions are of this kind and axes.
    """

    kind: str
    over: list[str] | None
    count: int


def collectives(text: str, mesh: Sequence[tuple[str, int]] = ()) -> list[Collective]:
    """List the collectives in the text of a compiled program, in program order.

    Args:
        text: ``jax.jit(f).lower(...).compile().as_text()``.
        mesh: the name and size of each mesh axis, in order; without it `over` is None.
    """
    found: Counter[tuple[str, tuple[str, ...] | None]] = Counter()
    for line in text.splitlines():
        instruction = _INSTRUCTION.search(line)
        if instruction:
            kind = instruction[2]
            found[kind, _axes(kind, groups(instruction[3]), mesh)] += 1
    return [
        {"kind": kind, "over": None if over is None else list(over), "count": count}
        for (kind, over), count in found.items()
    ]


def carried(text: str) -> list[tuple[str, int]]:
    """What each collective of a program hands to a device, in program order.

    Args:
        text: of the compiled program.

    Returns:
        For each instruction its kind and the number of elements of its largest result. The text
        is that of XLA's HLO: ``%all-reduce.1 = f32[2,3]{1,0} all-reduce(…), …``, several results in
        parentheses.
    """
    found = []
    for line in text.splitlines():
        if instruction := _INSTRUCTION.search(line):
            sizes = [prod(_numbers(shape)) for shape in _ARRAY.findall(instruction[1] + " ")]
            found.append((instruction[2], max(sizes, default=0)))
    return found


def groups(attributes: str) -> list[list[int]]:
    """Read which devices, by position in the mesh, exchange data in one instruction.

    The compiler writes groups as lists, as a reshaped and transposed range, or as axes of a mesh.
    """
    on_mesh = _MESH.search(attributes)
    if on_mesh:
        return _mesh_groups(*on_mesh.groups(default=""))
    iota = _IOTA.search(attributes)
    if iota:
        shape, sizes = _numbers(iota[1]), _numbers(iota[2])
        grid = np.arange(prod(sizes)).reshape(sizes)
        grid = grid.transpose(_numbers(iota[3])) if iota[3] else grid
        return [[int(device) for device in group] for group in grid.reshape(shape)]
    lists = _LISTS.search(attributes)
    return [_numbers(group) for group in re.findall(r"\{([\d,\s]*)\}", lists[2])] if lists else []


def _mesh_groups(mesh: str, order: str, along: str) -> list[list[int]]:
    """Read groups written as ``mesh['a'=4,'b'=2], device_ids=([2,4]T(1,0)) {'a':(1)2}``.

    The optional order of devices is a reshaped and transposed range, or a list. ``:(1)2`` is a part
    of an axis, the 2 in the middle when its size is written as 1 x 2 x the rest.
    """
    parts = {
        name: (int(before), int(size)) for name, _, before, size in _AXIS.findall(along) if size
    }
    whole = [name for name, _, _, size in _AXIS.findall(along) if not size]
    if len(parts) + len(whole) != len(_AXIS.findall(along)):
        return []  # two parts of one axis
    sizes: list[int] = []
    inside: list[int] = []
    for name, length, _, _ in _AXIS.findall(mesh):
        before, size = parts.get(name, (1, int(length)))
        inside += [len(sizes) + 1] if name in parts or name in whole else []
        sizes += [before, size, int(length) // (before * size)]
    ranged = _ORDER.match(order)
    devices = np.arange(prod(sizes))
    if ranged:
        devices = devices.reshape(_numbers(ranged[1]))
        devices = devices.transpose(_numbers(ranged[2])) if ranged[2] else devices
    elif order:
        devices = np.array(_numbers(order))
    outside = [at for at in range(len(sizes)) if at not in inside]
    grid = devices.reshape(sizes).transpose(outside + inside)
    width = prod(sizes[at] for at in inside)
    return [[int(device) for device in group] for group in grid.reshape(-1, width)]


def collective_text(found: Sequence[Collective]) -> list[str]:
    """Say each collective in a few words: ``all-reduce over y``, ``all-gather over x (2 times)``."""
    said = []
    for one in found:
        times = f" ({one['count']} times)" if one["count"] > 1 else ""
        over = f" over {' and '.join(one['over'])}" if one["over"] else ""
        said.append(f"{one['kind']}{over}{times}")
    return said


def _axes(
    kind: str, exchanging: list[list[int]], mesh: Sequence[tuple[str, int]]
) -> tuple[str, ...] | None:
    """Name the mesh axes along which the devices of each group differ, if they are whole axes."""
    places = list(product(*(range(size) for _, size in mesh)))
    if not exchanging or not mesh or max(map(max, exchanging)) >= len(places):
        return None
    over: set[int] = set()
    for group in exchanging:
        varying = [{places[device][at] for device in group} for at in range(len(mesh))]
        over.update(at for at, where in enumerate(varying) if len(where) > 1)
    whole = prod(mesh[at][1] for at in over)
    if kind != "collective-permute" and any(len(group) != whole for group in exchanging):
        return None
    return tuple(mesh[at][0] for at in sorted(over))


def _numbers(text: str) -> list[int]:
    """Read integers separated by commas."""
    return [int(number) for number in text.split(",") if number.strip()]
