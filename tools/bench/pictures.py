"""A sharding picture against JAX's own display of the same array.

`python -m bench.pictures` measures both, in a process with eight devices.
"""

from __future__ import annotations

import contextlib
import io
import json
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from bench.measure import EIGHT_DEVICES, KERNEL_ENVIRONMENT, Options, alternate, module, run
from jax101_site.kernels import DEVICES
from jax101_site.measurements import TIMES, Row

_SHAPE = (8, 4)
_MESH = (4, 2)
_REPEATS = 50


def pictures(options: Options) -> list[Row]:
    """What a notebook asks of each: ours as SVG, text and data; JAX's as text."""
    environment = {**KERNEL_ENVIRONMENT, **EIGHT_DEVICES}
    _, done = run(module("bench.pictures"), cwd=options.work, environment=environment)
    took = json.loads(done.stdout)
    rows, columns = _SHAPE
    what = f"A picture of a {rows} {TIMES} {columns} array on {DEVICES} devices, as SVG and as text"
    mine, other = took["ours"], took["jax"]
    against = "JAX's own display"
    row = Row("pictures", what, against, mine / other, "at most", 2.0, unit="ms")
    return [replace(row, ours=mine, other=other, rounds=_REPEATS)]


def _timed(draw: Callable[[], object]) -> float:
    begin = time.perf_counter()
    draw()
    return 1000 * (time.perf_counter() - begin)


def main() -> None:
    """Print the median milliseconds of both displays, as JSON."""
    import jax
    import jax.numpy as jnp

    from jax101.pictures import show_sharding

    mesh = jax.make_mesh(_MESH, ("rows", "columns"))
    sharding = jax.NamedSharding(mesh, jax.P("rows", "columns"))
    array = jax.device_put(jnp.arange(_SHAPE[0] * _SHAPE[1]).reshape(_SHAPE), sharding)

    def ours() -> object:
        return show_sharding(array)._repr_mimebundle_()

    def theirs() -> None:
        with contextlib.redirect_stdout(io.StringIO()):
            jax.debug.visualize_array_sharding(array)

    ways = {"ours": partial(_timed, ours), "jax": partial(_timed, theirs)}
    alternate(3, ways)  # imports and caches
    took = alternate(_REPEATS, ways)
    print(json.dumps({name: series.median for name, series in took.items()}))


if __name__ == "__main__":
    main()
