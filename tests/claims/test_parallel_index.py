"""What parallel/index.md claims beyond its cells: shards, copies, new arrays under a mesh."""

from __future__ import annotations

import itertools

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from jax import P

Auto, Explicit = jax.sharding.AxisType.Auto, jax.sharding.AxisType.Explicit
SPECS = [P(), P("x"), P("y"), P("x", "y"), P("y", "x"), P(None, "x"), P(("x", "y")), P(("y", "x"))]
"""The shardings of a matrix over the mesh axes x and y."""


def new_arrays() -> None:
    makers = {
        "arange": lambda: jnp.arange(6.0),
        "zeros": lambda: jnp.zeros((3, 5), "bfloat16"),
        "array": lambda: jnp.array([1, 2]),
        "asarray": lambda: jnp.asarray(np.ones(3)),
        "eye": lambda: jnp.eye(3),
        "scalar": lambda: jnp.float32(2),
        "key": lambda: jax.random.key(0),
        "drawn": lambda: jax.random.normal(jax.random.key(0), (3,)),
        "compiled": jax.jit(lambda: jnp.linspace(0, 1, 5)),
    }
    for kind in (Auto, Explicit):
        mesh = jax.make_mesh((4, 2), ("x", "y"), axis_types=(kind, kind))
        with jax.set_mesh(mesh):
            for name, make in makers.items():
                array = make()
                assert len(array.devices()) == 8, name
                assert array.sharding.is_fully_replicated and array.committed, name
            put = jax.device_put(np.ones(3))  # not made by jax.numpy, and so not there
            assert len(put.devices()) == 1 and not put.committed
        for name, make in makers.items():
            if name != "compiled":
                assert len(make().devices()) == 1 and not make().committed, name


def test_new_arrays_under_a_mesh(on_eight_devices):
    on_eight_devices(new_arrays)


def shards() -> None:
    for sizes, shape in itertools.product([(4, 2), (2, 4), (8, 1)], [(8, 8), (16, 24)]):
        mesh = jax.make_mesh(sizes, ("x", "y"))
        whole = np.arange(np.prod(shape)).reshape(shape)
        for spec in SPECS:
            array = jax.device_put(whole, jax.NamedSharding(mesh, spec))
            assert len(array.addressable_shards) == 8
            seen = np.zeros(shape, int)
            for shard in array.addressable_shards:
                np.testing.assert_array_equal(shard.data, whole[shard.index])
                seen[shard.index] += 1
            named = [axis for entry in spec for axis in np.atleast_1d(entry or []).tolist()]
            copies = 8 // int(np.prod([mesh.shape[axis] for axis in named]))
            assert (seen == copies).all(), (sizes, spec)


def test_shards_are_the_blocks_and_copies_fill_the_axes_left_out(on_eight_devices):
    on_eight_devices(shards)


def uneven() -> None:
    mesh = jax.make_mesh((4, 2), ("x", "y"))
    for size in range(1, 17):
        for axis in ("x", "y"):
            sharding = jax.NamedSharding(mesh, P(axis))
            if size % mesh.shape[axis]:
                with pytest.raises(ValueError, match="evenly divide"):
                    jax.device_put(np.ones(size), sharding)
            else:
                jax.device_put(np.ones(size), sharding)


def test_what_does_not_divide_evenly_raises(on_eight_devices):
    on_eight_devices(uneven)


def differences() -> None:
    x = np.arange(64.0, dtype="float32").reshape(8, 8)
    explicit = jax.make_mesh((4, 2), ("x", "y"))
    auto = jax.make_mesh((4, 2), ("x", "y"), axis_types=(Auto, Auto))
    for one, two in list(itertools.product(SPECS, SPECS))[::3]:
        put = [jax.device_put(x, jax.NamedSharding(auto, spec)) for spec in (one, two)]
        np.testing.assert_array_equal(put[0] + put[1], 2 * x)
        if P() in (one, two) or one == two or {one, two} <= {P("x"), P(None, "x")}:
            continue
        put = [jax.device_put(x, jax.NamedSharding(explicit, spec)) for spec in (one, two)]
        if any(a and b and a != b for a, b in zip(one, two, strict=False)):
            with pytest.raises(Exception) as caught:  # its type has no public name
                put[0] + put[1]
            assert type(caught.value).__name__ == "ShardingTypeError"


def test_operands_that_differ_raise_on_explicit_axes_and_not_on_auto(on_eight_devices):
    on_eight_devices(differences)
