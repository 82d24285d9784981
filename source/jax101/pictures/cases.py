"""The cases of the explorer: its shapes, meshes, specs and operations, each evaluated by JAX.

Sharding types come from tracing, which needs no compiler. Collectives come from compiled programs;
cases that differ in the names or the order of mesh axes only share one.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any, Literal

import jax
import jax.numpy as jnp
from jax.sharding import Mesh

from jax101.pictures.collectives import Collective, collective_text, collectives

SHAPES = ((16,), (12,), (8, 4), (6, 8), (8, 4, 2))
MESHES = ((("x", 8),), (("x", 4), ("y", 2)), (("x", 2), ("y", 4)), (("x", 2), ("y", 2), ("z", 2)))
COLUMNS = 6

Entry = str | tuple[str, ...] | None
Spec = tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation on the array ``x`` of a case, and the matrix ``w`` where it has one.

    Attributes:
        kind: what it does with ``x``.
        label: its name for readers.
        code: the line that computes ``y``; ``{out}`` stands for the spec of ``x`` with None last.
        axis: the axis that is summed or contracted, or None.
        cut: whether ``w`` is cut like the last axis of ``x``, or is whole on every device.
    """

    kind: Literal["map", "sum", "transpose", "matmul"]
    label: str
    code: str
    axis: int | None = None
    cut: bool = False

    def apply(self, spec: Spec) -> Callable[..., jax.Array]:
        """Return the function that `code` writes, for an array of this spec."""
        out = jax.P(*spec[:-1], None) if "out_sharding" in self.code else None
        does: dict[str, Callable[..., jax.Array]] = {
            "map": jnp.sin,
            "sum": lambda x: x.sum(axis=self.axis),
            "transpose": lambda x: x.T,
            "matmul": lambda x, w: jnp.matmul(x, w, out_sharding=out),
        }
        return does[self.kind]


def operations(rank: int) -> list[Operation]:
    """List the operations on an array of `rank` dimensions."""
    last = rank - 1
    given = "y = jnp.matmul(x, w, out_sharding=jax.P({out}))"
    return [
        Operation("map", "Element-wise", "y = jnp.sin(x)"),
        *(Operation("sum", f"Sum over axis {k}", f"y = x.sum(axis={k})", k) for k in range(rank)),
        Operation("transpose", "Transpose", "y = x.T"),
        Operation("matmul", "Matrix product, w whole", "y = x @ w", last),
        Operation("matmul", "Matrix product, w cut to match", "y = x @ w", last, cut=True),
        Operation("matmul", "The same with out_sharding", given, last, cut=True),
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
    if operation.kind != "matmul":
        return [x]
    return [x, typed((x.shape[-1], COLUMNS), mesh, (spec[-1] if operation.cut else None, None))]


class Compiler:
    """Compile each kind of case once and remember its collectives.

    `compiled` counts the programs that were compiled.
    """

    def __init__(self) -> None:
        self._known: dict[Any, list[Collective]] = {}
        self.compiled = 0

    def moves(
        self, x: jax.ShapeDtypeStruct, operation: Operation, mesh: Mesh, spec: Spec
    ) -> list[str]:
        """Return the collectives of one case in words; empty without communication."""
        key, names = canonical(x.shape, operation, mesh, spec)
        if key not in self._known:
            found = compile_case(x, operation, mesh, spec)
            numbered = {name: str(at) for at, name in enumerate(names)}
            self._known[key] = [_renamed(one, numbered, list(numbered)) for one in found]
            self.compiled += 1
        named = {str(at): name for at, name in enumerate(names)}
        return collective_text([_renamed(one, named, list(mesh.shape)) for one in self._known[key]])


def compile_case(
    x: jax.ShapeDtypeStruct, operation: Operation, mesh: Mesh, spec: Spec
) -> list[Collective]:
    """Compile one case and list its collectives."""
    lowered = jax.jit(operation.apply(spec)).lower(*arguments(x, operation, mesh, spec))
    return collectives(lowered.compile().as_text() or "", list(mesh.shape.items()))


def _renamed(one: Collective, to: dict[str, str], order: list[str]) -> Collective:
    """Rename the mesh axes of a collective and put them in order."""
    if one["over"] is None:
        return one
    over = [to.get(name, name) for name in one["over"]]
    ordered = [name for name in order if name in over]
    return {"kind": one["kind"], "over": ordered or over, "count": one["count"]}


def canonical(
    shape: tuple[int, ...], operation: Operation, mesh: Mesh, spec: Spec
) -> tuple[Any, list[str]]:
    """Return a key that is equal for cases that differ in the names and the order of mesh axes only.

    The compiler weighs sizes, so cases of other shapes do not share a program.

    Returns:
        The key, and the mesh axes that the spec uses in the order in which it names them.
    """
    entries = [entry if isinstance(entry, tuple) else (entry,) if entry else () for entry in spec]
    variant = operation.code if operation.cut and entries[-1] else ""
    cuts = tuple(tuple(mesh.shape[name] for name in entry) for entry in entries)
    sizes = tuple(sorted(mesh.shape.values()))
    names = [name for entry in entries for name in entry]
    return (operation.kind, operation.axis, variant, shape, sizes, cuts), names
