"""All the data of the explorer page, computed by JAX: ``python -m jax101.pictures.explorer FILE``.

Every array shape on every mesh with every partition spec, and every operation on it: the type, the
device → index map, and the collectives of the compiled program, or JAX's error message.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

_ENVIRONMENT = {"JAX_PLATFORMS": "cpu", "JAX_NUM_CPU_DEVICES": "8", "NPROC": "16"}


class Table:
    """A list of distinct values, each known by its position."""

    def __init__(self) -> None:
        self._places: dict[str, int] = {}
        self.values: list[Any] = []

    def place(self, value: Any) -> int:
        """Return the position of a value, which is added if it is new."""
        key = json.dumps(value)
        if key not in self._places:
            self._places[key] = len(self.values)
            self.values.append(value)
        return self._places[key]


def explorer_data() -> dict[str, Any]:
    """Compute every case of the explorer page; needs 8 devices.

    Returns:
        ``shapes``, ``meshes`` (axes, devices, the entries a spec may have) and ``operations`` (by
        rank), then tables: ``types``, ``maps`` (shape, shard shape, start of every shard by device
        and axis), ``moves``, ``errors``. ``cases`` has one list for each shape on each mesh, with
        one record a spec in the order of the product of the entries. A record is
        ``[type, map, …]`` followed by ``type, map, move`` for each operation, all positions in
        the tables; a type below zero is error ``-1 - type``, and ends the record of an array.

    Raises:
        RuntimeError: JAX has other than 8 devices.
    """
    import jax

    from jax101.pictures import cases
    from jax101.pictures.palette import STYLE

    if jax.device_count() != 8:
        raise RuntimeError(
            f"the explorer needs 8 devices and JAX has {jax.device_count()}: "
            "set JAX_NUM_CPU_DEVICES=8."
        )
    tables = {name: Table() for name in ("types", "maps", "moves", "errors")}
    compiler, found = cases.Compiler(), []
    for shape in cases.SHAPES:
        for axes in cases.MESHES:
            mesh = cases.make_mesh(axes)
            with jax.set_mesh(mesh):
                found.append(
                    [
                        _record(shape, mesh, spec, compiler, tables)
                        for spec in cases.specs(shape, axes)
                    ]
                )
    ranks = sorted({len(shape) for shape in cases.SHAPES})
    return {
        "jax": jax.__version__,
        "style": STYLE,
        "columns": cases.COLUMNS,
        "shapes": [list(shape) for shape in cases.SHAPES],
        "meshes": [
            {
                "axes": axes,
                "devices": [device.id for device in cases.make_mesh(axes).devices.flat],
                "entries": cases.entries(axes),
            }
            for axes in cases.MESHES
        ],
        "operations": {
            rank: [[one.kind, one.label, one.code, one.cut] for one in cases.operations(rank)]
            for rank in ranks
        },
        **{name: table.values for name, table in tables.items()},
        "cases": found,
        "programs": compiler.compiled,
    }


def _record(
    shape: tuple[int, ...], mesh: Any, spec: Any, compiler: Any, tables: dict[str, Table]
) -> list[int]:
    """Compute one array and all operations on it."""
    import jax

    from jax101.pictures import cases

    try:
        x = cases.typed(shape, mesh, spec)
        record = _typed(x, mesh, tables)
    except Exception:  # noqa: BLE001  # JAX's errors about specs share no other class
        return [-1 - _placement_error(shape, mesh, spec, tables)]
    for operation in cases.operations(len(shape)):
        try:
            args = cases.arguments(x, operation, mesh, spec)
            y = jax.eval_shape(operation.apply(spec), *args)
            record += _typed(y, mesh, tables)
        except Exception as error:  # noqa: BLE001  # readers see what JAX raises
            record += [-1 - tables["errors"].place(_said(error)), 0, 0]
            continue
        moves = compiler.moves(x, operation, mesh, spec)
        record.append(tables["moves"].place(moves))
    return record


def _typed(x: Any, mesh: Any, tables: dict[str, Table]) -> list[int]:
    """Return the places of a value's type and of its index map."""
    import jax

    sharding = jax.NamedSharding(mesh, x.sharding.spec)
    kind = str(jax.typeof(jax.ShapeDtypeStruct(x.shape, x.dtype, sharding=sharding)))
    index_map = sharding.devices_indices_map(x.shape)
    starts = [
        cut.indices(size)[0]
        for device in mesh.devices.flat
        for cut, size in zip(index_map[device], x.shape, strict=True)
    ]
    shard = list(sharding.shard_shape(x.shape))
    return [
        tables["types"].place(kind),
        tables["maps"].place([list(x.shape), shard, starts]),
    ]


def _placement_error(shape: Any, mesh: Any, spec: Any, tables: dict[str, Table]) -> int:
    """Return the place of the error that the code shown to readers raises."""
    import jax
    import jax.numpy as jnp

    try:
        jax.device_put(jnp.ones(shape), jax.NamedSharding(mesh, jax.P(*spec)))
    except Exception as error:  # noqa: BLE001  # the error is the result
        return tables["errors"].place(_said(error))
    raise AssertionError(f"{spec} is illegal for {shape} when typed, and not when placed")


def _said(error: Exception) -> str:
    """Return an error as Python prints it, on one line."""
    return f"{type(error).__name__}: {' '.join(str(error).split())}"


def script(data: dict[str, Any]) -> str:
    """Return the data as a script that sets ``JAX101_EXPLORER``, for pages opened from a disk."""
    text = json.dumps(data, separators=(",", ":"), ensure_ascii=False)
    return f"globalThis.JAX101_EXPLORER={text};\n"


if __name__ == "__main__":
    os.environ.update(_ENVIRONMENT)
    Path(sys.argv[1]).write_text(script(explorer_data()), encoding="utf-8")
