"""A picture in words: its caption, and the text alternative that says the same as the picture."""

from jax101.pictures.data import ShardingData
from jax101.pictures.grid import Grid


def caption(data: ShardingData, grid: Grid) -> str:
    """Return the line under the type: the mesh, the shard's shape and the number of copies."""
    if data["kind"] == "mesh":
        kinds = sorted({axis["type"] for axis in data["mesh"] or []})
        same = len(kinds) == 1
        axes = ", ".join(f"{axis['name']} {axis['type']}" for axis in data["mesh"] or [])
        return f"{_devices(data)}, axes {kinds[0] if same else axes}"
    parts = []
    if data["mesh"] is not None:
        parts.append("mesh " + ", ".join(f"{axis['name']}={axis['size']}" for axis in data["mesh"]))
        if any(axis["type"] != "Explicit" for axis in data["mesh"]):
            parts.append(spec_text(data["spec"] or []))
    parts.append(f"shard {shape_text(data['shard_shape'])}")
    parts.append(copies_text(data, grid))
    return " · ".join(parts)


def copies_text(data: ShardingData, grid: Grid) -> str:
    """Say on how many devices each block is."""
    fewest, most = grid.copies
    if len(data["devices"]) == 1:
        return "on one device"
    if most == 1:
        return "one device each"
    if len(grid.holders) == 1:
        return f"all of it on each of {most} devices"
    return f"{most} copies of each" if fewest == most else f"{fewest} to {most} copies"


def title(data: ShardingData) -> str:
    """Return the short name of a picture."""
    return data["type"] if data["kind"] == "mesh" else f"{data['type']} on {_devices(data)}"


def description(data: ShardingData, grid: Grid) -> str:
    """Say in sentences all that the picture shows."""
    said = [_mesh_sentence(data)] if data["mesh"] else []
    if data["kind"] == "array":
        said += [
            f"Axis {number} of {axis.size} is "
            + (
                f"cut into {len(axis.blocks)} by {' and '.join(axis.names) or 'devices'}."
                if len(axis.blocks) > 1
                else "not cut."
            )
            for number, axis in enumerate(grid.axes)
        ]
        said.append(f"Each shard has shape {shape_text(data['shard_shape'])}.")
    said.append(_holders_sentence(data, grid))
    return " ".join(said)


def shape_text(shape: list[int]) -> str:
    """Return a shape as Python prints it: ``(8, 4)``, ``(8,)``, ``()``."""
    return str(tuple(shape))


def spec_text(spec: list[object]) -> str:
    """Return a partition spec as JAX prints it: ``P('x', None)``."""
    entries = [repr(tuple(entry) if isinstance(entry, list) else entry) for entry in spec]
    return f"P({', '.join(entries)}{',' if len(entries) == 1 else ''})"


def _devices(data: ShardingData) -> str:
    """Count the devices."""
    number = len(data["devices"])
    return "one device" if number == 1 else f"{number} devices"


def _mesh_sentence(data: ShardingData) -> str:
    """Name the axes of the mesh and their sizes."""
    axes = [f"{axis['name']} of {axis['size']}" for axis in data["mesh"] or []]
    return f"The mesh has {'axis' if len(axes) == 1 else 'axes'} {' and '.join(axes)}."


def _holders_sentence(data: ShardingData, grid: Grid) -> str:
    """Say for each block which devices hold it."""
    said = []
    for block, devices in grid.holders.items():
        ticks = [axis.ticks[at] for axis, at in zip(grid.axes, block, strict=True)]
        if data["kind"] == "mesh":
            where = " ".join(tick[0] for tick in ticks)
        else:
            where = f"[{', '.join(tick[-1] for tick in ticks)}]"
        said.append(f"{where} on {', '.join(map(str, devices))}")
    what = "Places and their device" if data["kind"] == "mesh" else "Blocks and their devices"
    return f"{what}: {'; '.join(said)}."
