"""What can be drawn: accept an array, a typed shape, a shape with a sharding or a mesh.

Everything else gets an error that says what to pass instead.
"""

from dataclasses import dataclass
from typing import Any

import jax
import numpy as np
from jax.sharding import AbstractMesh, Mesh, Sharding

MOST_DIMENSIONS = 4
MOST_DEVICES = 64


@dataclass(frozen=True, slots=True)
class Subject:
    """Something to draw.

    Attributes:
        shape: the global shape, 0 to 4 sizes in elements.
        dtype: the element type's name, or None if only a shape was given.
        type: the type as JAX prints it, such as ``float32[8@x,4@y]``.
        sharding: the real sharding, on concrete devices.
    """

    shape: tuple[int, ...]
    dtype: str | None
    type: str
    sharding: Sharding


def accept(value: Any, sharding: Sharding | None = None) -> Subject | Mesh:
    """Check what was passed and return it in one form.

    Args:
        value: a `jax.Array`, a `jax.ShapeDtypeStruct`, a tuple of sizes or a `Mesh`.
        sharding: the sharding of a shape; an array and a mesh have their own.

    Returns:
        The mesh itself, or the shape, type and sharding of an array.

    Raises:
        TypeError: `value` is of another type, a tracer or a NumPy array.
        ValueError: a deleted array, a shape without a sharding or that it cannot cut, partial sums,
            more than 4 dimensions, or more than 64 devices.
    """
    if isinstance(value, (Mesh, AbstractMesh)):
        return _mesh(value, sharding)
    if isinstance(value, jax.core.Tracer):
        raise TypeError(
            f"show_sharding got a tracer of type {jax.typeof(value)}: while a function is traced "
            "there are no shards. Return the array and show the result, or print "
            "jax.typeof(x) inside."
        )
    if isinstance(value, jax.Array):
        return _array(value, sharding)
    if isinstance(value, jax.ShapeDtypeStruct):
        return _shape(value, sharding or value.sharding)
    if _is_shape(value):
        if sharding is None:
            raise ValueError(
                f"show_sharding got the shape {tuple(value)} alone: "
                "add the sharding to draw, show_sharding(shape, sharding=...)."
            )
        sizes = tuple(int(size) for size in value)
        subject = _shape(jax.ShapeDtypeStruct(sizes, np.float32, sharding=sharding), sharding)
        bare = subject.type[subject.type.index("[") :]
        return Subject(subject.shape, None, bare, subject.sharding)
    raise TypeError(_wrong_type(value))


def _mesh(mesh: Mesh | AbstractMesh, sharding: Sharding | None) -> Mesh:
    """Check a mesh: concrete, small enough, and alone."""
    if isinstance(mesh, AbstractMesh):
        raise TypeError(
            "show_sharding got an AbstractMesh, which has no devices: "
            "pass a Mesh, such as jax.make_mesh((4, 2), ('x', 'y'))."
        )
    if sharding is not None:
        raise TypeError("show_sharding got a mesh and a sharding: pass a shape with the sharding.")
    if mesh.empty:
        raise ValueError("show_sharding got a mesh without devices: pass one from jax.make_mesh.")
    _within_limits(mesh.devices.shape, mesh.devices.size, "mesh")
    return mesh


def _array(array: jax.Array, sharding: Sharding | None) -> Subject:
    """Check an array and read its own sharding."""
    if sharding is not None:
        raise TypeError(
            "show_sharding got an array and a sharding, and an array has its own: pass "
            "show_sharding(x.shape, sharding=...) to see x cut in another way."
        )
    if array.is_deleted():
        raise ValueError(
            f"show_sharding got a deleted {jax.typeof(array)}: its buffers were donated or freed. "
            "Pass the result that replaced it, or call show_sharding before the donation."
        )
    _within_limits(array.shape, len(array.sharding.device_set), "array")
    _reduced(array.sharding)
    return Subject(array.shape, str(array.dtype), str(jax.typeof(array)), array.sharding)


def _shape(shape: jax.ShapeDtypeStruct, sharding: Any) -> Subject:
    """Check a shape and the sharding that goes with it."""
    if sharding is None:
        raise ValueError(
            f"show_sharding got {shape}, which has no sharding: "
            "build it with jax.ShapeDtypeStruct(shape, dtype, sharding=...)."
        )
    if not isinstance(sharding, Sharding):
        raise TypeError(
            f"show_sharding got a sharding of type {type(sharding).__name__}: "
            "pass jax.NamedSharding(mesh, jax.P(...))."
        )
    if isinstance(getattr(sharding, "mesh", None), AbstractMesh):
        raise TypeError(
            "show_sharding got a sharding on an AbstractMesh, which has no devices: "
            "pass jax.NamedSharding(mesh, spec) with a mesh from jax.make_mesh."
        )
    _within_limits(shape.shape, len(sharding.device_set), "shape")
    _reduced(sharding)
    check_compatible: Any = getattr(sharding, "check_compatible_aval", lambda _: None)
    check_compatible(shape.shape)
    typed = jax.ShapeDtypeStruct(shape.shape, shape.dtype, sharding=sharding)
    return Subject(tuple(shape.shape), str(shape.dtype), str(jax.typeof(typed)), sharding)


def _reduced(sharding: Any) -> None:
    """Raise ValueError for partial sums, for which JAX has no device → index map."""
    names = getattr(getattr(sharding, "spec", None), "unreduced", None)
    if names:
        raise ValueError(
            f"show_sharding got partial sums, unreduced over {', '.join(sorted(map(str, names)))}: "
            "a device holds no block of the array yet. Pass jax.reshard(x, jax.P(...)) of it."
        )


def _within_limits(shape: tuple[int, ...], devices: int, what: str) -> None:
    """Raise ValueError for more dimensions or devices than a picture can hold."""
    if len(shape) > MOST_DIMENSIONS:
        some = "x[0] or x.reshape(...)" if what == "array" else "fewer sizes"
        raise ValueError(
            f"show_sharding draws up to {MOST_DIMENSIONS} dimensions, "
            f"and this {what} has {len(shape)}: pass {some}."
        )
    if devices > MOST_DEVICES:
        raise ValueError(
            f"show_sharding draws up to {MOST_DEVICES} devices, and this {what} is on {devices}: "
            "pass a shape with a sharding on a smaller mesh, which cuts in the same way."
        )


def _is_shape(value: Any) -> bool:
    """Say whether a value is a tuple or list of sizes."""
    return isinstance(value, (tuple, list)) and all(
        isinstance(size, (int, np.integer)) and not isinstance(size, bool) and size >= 0
        for size in value
    )


def _wrong_type(value: Any) -> str:
    """Say what to pass instead of a value of another type."""
    if isinstance(value, np.ndarray):
        return (
            f"show_sharding got a numpy.ndarray of shape {value.shape}, which is on no device: "
            "pass jax.device_put(x, sharding), or show_sharding(x.shape, sharding=...)."
        )
    if isinstance(value, Sharding):
        return (
            f"show_sharding got a {type(value).__name__} without a shape to cut: "
            "pass show_sharding(shape, sharding=...)."
        )
    if isinstance(value, (int, float, complex, np.generic)):
        return (
            f"show_sharding got a {type(value).__name__}, which is on no device: "
            "pass jnp.asarray(x)."
        )
    return (
        f"show_sharding got a {type(value).__name__}: pass a jax.Array, a Mesh, or a shape with "
        "sharding=...; for a tree of arrays call it on each leaf, jax.tree.leaves(tree)."
    )
