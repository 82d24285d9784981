"""The data behind a picture, read from a real sharding.

A picture is drawn from this data and from nothing else, and the data come from
``sharding.devices_indices_map``: what is drawn is what JAX does, whatever the spec says.
"""

from collections.abc import Mapping
from typing import Any, Literal, TypedDict

from jax.sharding import Mesh

from jax101.pictures.validate import Subject

MIME = "application/vnd.jax101.sharding+json"


class MeshAxis(TypedDict):
    """One axis of a mesh: its name, its size in devices, and ``Explicit``, ``Auto`` or ``Manual``."""

    name: str
    size: int
    type: str


class ShardingData(TypedDict):
    """Everything that a picture shows.

    `shape` and `shard_shape` are sizes in elements. `devices` are ids in the order of the mesh,
    its last axis fastest. `indices` maps each id, as text, to one ``[start, stop]`` per array axis.
    `spec` has one entry per cut axis as written: None, a name, or a list of names.
    """

    kind: Literal["array", "mesh"]
    type: str
    shape: list[int]
    dtype: str | None
    shard_shape: list[int]
    mesh: list[MeshAxis] | None
    spec: list[Any] | None
    devices: list[int]
    indices: dict[str, list[list[int]]]
    kinds: dict[str, str | None]


def describe(subject: Subject | Mesh) -> ShardingData:
    """Read the data of a picture from an array's sharding, or from a mesh.

    Raises:
        ValueError: the sharding cannot cut the shape (JAX's own error).
    """
    return describe_mesh(subject) if isinstance(subject, Mesh) else describe_array(subject)


def describe_array(subject: Subject) -> ShardingData:
    """Read where each block of an array of `subject.shape` lives."""
    shape, sharding = subject.shape, subject.sharding
    index_map: Mapping[Any, Any] = sharding.devices_indices_map(shape)
    indices = {
        device.id: [list(cut.indices(size)[:2]) for cut, size in zip(index, shape, strict=True)]
        for device, index in index_map.items()
    }
    own: Any = getattr(sharding, "mesh", None)
    mesh: Mesh | None = own if isinstance(own, Mesh) else None
    devices = [device.id for device in mesh.devices.flat] if mesh else list(indices)
    spec = getattr(sharding, "spec", None) if mesh else None
    return {
        "kind": "array",
        "type": subject.type,
        "shape": list(shape),
        "dtype": subject.dtype,
        "shard_shape": list(sharding.shard_shape(shape)),
        "mesh": _mesh_axes(mesh) if mesh else None,
        "spec": None if spec is None else [_entry(entry) for entry in spec],
        "devices": devices,
        "indices": {str(device): indices[device] for device in devices},
        "kinds": {
            "sharding": type(sharding).__name__,
            "memory": sharding.memory_kind,
            "device": next(iter(index_map)).device_kind,
        },
    }


def describe_mesh(mesh: Mesh) -> ShardingData:
    """Read the place of each device in a mesh, as an array of one device per element."""
    axes, shape = _mesh_axes(mesh), list(mesh.devices.shape)
    devices = [device.id for device in mesh.devices.flat]
    places = [coordinates(position, shape) for position in range(len(devices))]
    sizes = ", ".join(f"{axis['name']}={axis['size']}" for axis in axes)
    return {
        "kind": "mesh",
        "type": f"Mesh({sizes})",
        "shape": shape,
        "dtype": None,
        "shard_shape": [1] * len(shape),
        "mesh": axes,
        "spec": None,
        "devices": devices,
        "indices": {
            str(device): [[at, at + 1] for at in place]
            for device, place in zip(devices, places, strict=True)
        },
        "kinds": {
            "sharding": None,
            "memory": None,
            "device": mesh.devices.flat[0].device_kind,
        },
    }


def coordinates(position: int, sizes: list[int]) -> list[int]:
    """Return the coordinates of a flat position in a grid, last axis fastest."""
    place = []
    for size in reversed(sizes):
        place.append(position % size)
        position //= size
    return place[::-1]


def _mesh_axes(mesh: Mesh) -> list[MeshAxis]:
    """List the axes of a mesh, in order."""
    return [
        {"name": str(name), "size": size, "type": kind.name}
        for name, size, kind in zip(
            mesh.axis_names, mesh.devices.shape, mesh.axis_types, strict=True
        )
    ]


def _entry(entry: Any) -> Any:
    """Return one entry of a partition spec as JSON."""
    if isinstance(entry, tuple):
        return [str(name) for name in entry]
    return entry if entry is None else str(entry)
