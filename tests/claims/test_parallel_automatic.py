"""What parallel/automatic.md claims beyond its cells: communication and values."""

from __future__ import annotations

import itertools
import re

import jax
import jax.numpy as jnp
import numpy as np
from jax import P

KINDS = "all-reduce|all-gather|reduce-scatter|all-to-all|collective-permute"
SPECS = [P(), P("x"), P("y"), P("x", "y"), P("y", "x"), P(None, "x"), P(None, "y")]


def auto_mesh():
    return jax.make_mesh((4, 2), ("x", "y"), axis_types=(jax.sharding.AxisType.Auto,) * 2)


def sent(function, *arrays):
    text = jax.jit(function).lower(*arrays).compile().as_text()
    return set(re.findall(rf"({KINDS})(?:-start)?\(", text))


def local() -> None:
    mesh = auto_mesh()
    for spec in SPECS:
        x = jax.device_put(np.ones((8, 8), "float32"), jax.NamedSharding(mesh, spec))
        for function in (jnp.sin, lambda x: x * 2 + 1, lambda x: jnp.where(x > 1, x, 0)):
            assert not sent(function, x)
            assert jax.jit(function)(x).sharding.is_equivalent_to(x.sharding, 2)
        for axis in (0, 1):
            sharded = len(spec) > axis and spec[axis] is not None
            assert bool(sent(lambda x, axis=axis: x.sum(axis=axis), x)) == sharded, (spec, axis)


def test_communication_is_needed_where_a_reduced_axis_is_sharded(on_eight_devices):
    on_eight_devices(local)


def both(x, y):
    return jnp.matmul(x, y), (x * y + x).sum(axis=0)


def values() -> None:
    mesh, compiled = auto_mesh(), jax.jit(both)
    random = np.random.default_rng(0)
    whole = [random.integers(-5, 5, (8, 8)).astype("float32") for _ in range(2)]
    floats = [random.normal(size=(8, 8)).astype("float32") for _ in range(2)]
    for one, two in list(itertools.product(SPECS, SPECS))[::2]:
        for numbers, tolerance in ((whole, 0.0), (floats, 1e-4)):
            x, y = (
                jax.device_put(n, jax.NamedSharding(mesh, s))
                for n, s in zip(numbers, (one, two), strict=True)
            )
            for found, want in zip(compiled(x, y), both(*map(jnp.asarray, numbers)), strict=True):
                np.testing.assert_allclose(found, want, rtol=tolerance, atol=tolerance)


def test_the_layout_changes_no_whole_numbers_and_others_by_rounding(on_eight_devices):
    on_eight_devices(values)


def where() -> None:
    mesh = auto_mesh()
    x = jax.device_put(np.ones((8, 8), "float32"), jax.NamedSharding(mesh, P("x")))
    for spec in SPECS:
        asked = jax.NamedSharding(mesh, spec)
        found = jax.jit(lambda x: 2 * x.T, out_shardings=asked)(x)
        assert found.sharding.is_equivalent_to(asked, 2)
        seen = []

        def middle(x, asked=asked, seen=seen):
            hidden = jax.lax.with_sharding_constraint(2 * x, asked)
            jax.debug.inspect_array_sharding(hidden, callback=seen.append)
            return hidden.sum()

        jax.jit(middle)(x)
        assert all(sharding.is_equivalent_to(asked, 2) for sharding in seen) and seen


def test_a_layout_that_is_asked_for_is_given(on_eight_devices):
    on_eight_devices(where)
