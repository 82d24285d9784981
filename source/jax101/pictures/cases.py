"""The cases of the explorer: its shapes, meshes, specs and operations, each evaluated by JAX.

Sharding types come from tracing, which needs no compiler. Collectives come from compiled programs;
cases that differ in the names or the order of axes only share one.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

import jax
import jax.numpy as jnp
from jax.sharding import Mesh

from jax101.pictures.collectives import collective_text, collectives

SHAPES = ((16,), (12,), (8, 4), (6, 8), (8, 4, 2))
MESHES = ((("x", 8),), (("x", 4), ("y", 2)), (("x", 2), ("y", 4)), (("x", 2), ("y", 2), ("z", 2)))
COLUMNS = 6

Entry = str | tuple[str, ...] | None
Spec = tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation on the array ``x`` of a case, and the matrix ``w`` where it has one.

    Attributes:
        label: its name for readers.
        code: the line that computes ``y``; ``{rows}`` stands for the spec of all but the last axis.
        cut: whether ``w`` is cut like the last axis of ``x`` (True), is on every device (False), or
            is absent (None).
        axis: the array axis that the operation treats apart, or None.
    """

    label: str
    code: str
    cut: bool | None = None
    axis: int | None = None

    def apply(self, spec: Spec) -> Callable[..., jax.Array]:
        """Return the function that `code` writes, for an array of this spec."""
        if self.cut is None and self.axis is not None:
            return lambda x: jnp.sum(x, axis=self.axis)
        if self.cut is None:
            return jnp.transpose if "x.T" in self.code else jnp.sin
        out = jax.P(*spec[:-1], None) if "out_sharding" in self.code else None
        return lambda x, w: jnp.matmul(x, w, out_sharding=out)


def operations(rank: int) -> list[Operation]:
    """List the operations on an array of `rank` dimensions."""
    sums = [Operation(f"Sum over axis {axis}", f"y = x.sum(axis={axis})", axis=axis) for axis in range(rank)]
    return [
        Operation("Element-wise", "y = jnp.sin(x)"),
        *sums,
        Operation("Transpose", "y = x.T"),
        Operation("Matrix product, w whole", "y = x @ w", cut=False, axis=rank - 1),
        Operation("Matrix product, w cut", "y = x @ w", cut=True, axis=rank - 1),
        Operation(
            "Matrix product, w cut, out_sharding given",
            "y = jnp.matmul(x, w, out_sharding=jax.P({rows}))",
            cut=True,
            axis=rank - 1,
        ),
    ]


def entries(axes: tuple[tuple[str, int], ...]) -> list[Entry]:
    """List what one entry of a partition spec may be: nothing, an axis, or several."""
    names = [name for name, _ in axes]
    if len(names) == 2:
        return [None, *names, ("x", "y"), ("y", "x")]
    several = [("x", "y"), ("x", "z"), ("y", "z"), ("x", "y", "z")] if len(names) == 3 else []
    return [None, *names, *several]


def specs(shape: tuple[int, ...], axes: tuple[tuple[str, int], ...]) -> Iterator[Spec]:
    """Yield every partition spec of a shape on a mesh, legal or not, in the explorer's order."""
    return product(entries(axes), repeat=len(shape))


def make_mesh(axes: tuple[tuple[str, int], ...]) -> Mesh:
    """Make the mesh with these names and sizes, on 8 devices."""
    return jax.make_mesh(tuple(size for _, size in axes), tuple(name for name, _ in axes))


def typed(shape: tuple[int, ...], mesh: Mesh, spec: Spec) -> jax.ShapeDtypeStruct:
    """Return a float32 shape cut by a spec.

    Raises:
        ValueError: the spec is illegal or does not divide the shape; the error is JAX's own.
    """
    sharding = jax.NamedSharding(mesh, jax.P(*spec))
    return jax.ShapeDtypeStruct(shape, jnp.float32, sharding=sharding)


def arguments(
    x: jax.ShapeDtypeStruct, operation: Operation, mesh: Mesh, spec: Spec
) -> list[jax.ShapeDtypeStruct]:
    """Return ``x`` and, for a matrix product, ``w``."""
    if operation.cut is None:
        return [x]
    return [x, typed((x.shape[-1], COLUMNS), mesh, (spec[-1] if operation.cut else None, None))]


class Compiler:
    """Compile each kind of case once and remember its collectives.

    `compiled` counts the programs that were compiled.
    """

    def __init__(self) -> None:
        self._known: dict[Any, list[str]] = {}
        self.compiled = 0

    def moves(self, x: jax.ShapeDtypeStruct, operation: Operation, mesh: Mesh, spec: Spec) -> list[str]:
        """Return the collectives of one case in words; empty without communication."""
        key, names = canonical(operation, mesh, spec)
        if key not in self._known:
            args = arguments(x, operation, mesh, spec)
            text = jax.jit(operation.apply(spec)).lower(*args).compile().as_text() or ""
            back = {name: f"<{at}>" for at, name in enumerate(names)}
            axes = [(back.get(name, name), size) for name, size in mesh.shape.items()]
            self._known[key] = collective_text(collectives(text, axes))
            self.compiled += 1
        said = self._known[key]
        for at, name in enumerate(names):
            said = [move.replace(f"<{at}>", name) for move in said]
        return said


def canonical(operation: Operation, mesh: Mesh, spec: Spec) -> tuple[Any, list[str]]:
    """Return a key that is equal for cases equal but for the names and the order of axes.

    Returns:
        The key, and the mesh axes that the spec uses in the order in which the key numbers them.
    """
    tuples = [entry if isinstance(entry, tuple) else (entry,) if entry else () for entry in spec]
    apart = [] if operation.axis is None else [tuples.pop(operation.axis)]
    if "x.T" not in operation.code:
        tuples.sort(key=lambda names: [mesh.shape[name] for name in names])
    names: list[str] = [name for entry in [*apart, *tuples] for name in entry]
    cuts = [[mesh.shape[name] for name in entry] for entry in [*apart, *tuples]]
    whole = operation.code if operation.cut is None or apart[0] else "y = x @ w"
    if operation.axis is not None and operation.cut is None:
        whole = "sum"
    cut = operation.cut and bool(apart[0])
    return (whole, cut, str(cuts)), names
