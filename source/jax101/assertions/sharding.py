"""Sharding: how an array is laid out over devices, compared by meaning and never by `==`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import jax

from jax101.assertions.failure import CheckFailed, is_array, sentence


def mesh(
    x: int = 4, y: int = 2, *, explicit: bool = False, x_first: bool = True
) -> jax.sharding.Mesh:
    """A mesh of `x` by `y` devices with axes named "x" and "y", whose sizes differ on purpose.

    An answer that takes the mesh's first axis for "x" is found with `x_first=False`.
    """
    kind = jax.sharding.AxisType.Explicit if explicit else jax.sharding.AxisType.Auto
    sizes, names = ((x, y), ("x", "y")) if x_first else ((y, x), ("y", "x"))
    return jax.make_mesh(sizes, names, axis_types=(kind, kind))


def sharded_like(
    array: Any,
    want: jax.sharding.Sharding,
    *,
    given: Mapping[str, Any] | None = None,
    what: str = "the result",
) -> None:
    """The array is laid out as `want` lays out an array of its rank.

    Two shardings with different spellings, such as `P("x")` and `P("x", None)`, are the same.
    """
    what = sentence(what)
    if not is_array(array):
        raise CheckFailed(
            f"{what} is a {type(array).__qualname__}, not a JAX array", given=given, actual=array
        )
    if not array.sharding.is_equivalent_to(want, array.ndim):
        raise CheckFailed(
            f"{what} is laid out differently",
            given=given,
            expected=describe(want, array.shape),
            actual=describe(array.sharding, array.shape),
        )


def shard_shape(array: Any, want: tuple[int, ...], *, what: str = "the result") -> None:
    """Each device holds a block of this shape."""
    got = array.sharding.shard_shape(array.shape)
    if got != want:
        raise CheckFailed(
            f"Each device holds a block of shape {got} of {what}, not {want}",
            expected=f"blocks of {want}",
            actual=describe(array.sharding, array.shape),
        )


def has_type(array: Any, want: str, *, what: str = "the result") -> None:
    """`jax.typeof` prints this: shape, dtype and, on explicit axes, the sharding."""
    got = str(jax.typeof(array))
    if got != want:
        raise CheckFailed(sentence(f"{what} has another type"), expected=want, actual=got)


def describe(sharding: jax.sharding.Sharding, shape: tuple[int, ...]) -> str:
    """A sharding in words: the spec, the block, and how many devices hold distinct parts."""
    block = sharding.shard_shape(shape)
    total = len(sharding.device_set)
    pieces = 1
    for whole, part in zip(shape, block, strict=True):
        pieces *= whole // part if part else 1
    if total == 1:
        spread = "on one device"
    elif pieces == 1:
        spread = f"a full copy on each of {total} devices"
    elif pieces == total:
        spread = f"one block on each of {total} devices"
    else:
        spread = f"{pieces} different blocks on {total} devices"
    spec = getattr(sharding, "spec", None)
    named = f"{_spec(spec)}: " if spec is not None else ""
    return f"{named}blocks of shape {block}, {spread}"


def _spec(spec: Any) -> str:
    return f"P({', '.join(repr(axis) for axis in spec)})"
