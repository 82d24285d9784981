"""What parallel/placement.md claims beyond its cells: committed arrays decide."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
import pytest

FUNCTIONS = {
    "add": jnp.add,
    "matmul": jnp.matmul,
    "where": lambda x, y: jnp.where(x > 0, x, y),
    "compiled": jax.jit(lambda x, y: x - y.sum()),
    "concatenate": lambda x, y: jnp.concatenate([x, y]),
}


def meeting() -> None:
    devices = jax.devices()
    x, y = jnp.ones((3, 3)), jnp.arange(9.0).reshape(3, 3)
    on_2, on_5 = jax.device_put(x, devices[2]), jax.device_put(y, devices[5])
    assert on_2.committed and not x.committed
    for name, function in FUNCTIONS.items():
        for pair in ((on_2, y), (y, on_2), (on_2, on_2)):
            found = function(*pair)
            assert found.devices() == {devices[2]} and found.committed, name
        assert function(x, y).devices() == {devices[0]} and not function(x, y).committed, name
        with pytest.raises(ValueError):
            function(on_2, on_5)
        moved = jax.device_put(on_5, on_2.device)
        np.testing.assert_array_equal(function(on_2, moved), function(x, y))


def test_committed_arrays_decide_and_two_devices_raise(on_eight_devices):
    on_eight_devices(meeting)


def default() -> None:
    devices = jax.devices()
    x, on_2 = jnp.ones((3, 3)), jax.device_put(jnp.ones((3, 3)), devices[2])
    for number in (0, 3, 7):
        with jax.default_device(devices[number]):
            for name, function in FUNCTIONS.items():
                assert function(x, x).devices() == {devices[number]}, name
                assert function(on_2, x).devices() == {devices[2]}, name
            fresh = jnp.arange(3.0)
            assert fresh.devices() == {devices[number]} and not fresh.committed
        assert (2 * fresh).devices() == {devices[0]}


def test_default_device_moves_what_is_not_committed(on_eight_devices):
    on_eight_devices(default)


def sharded() -> None:
    mesh = jax.make_mesh((4, 2), ("x", "y"))
    on_5 = jax.device_put(jnp.ones((8, 8)), jax.devices()[5])
    for spec in (jax.P(), jax.P("x"), jax.P("x", "y"), jax.P(None, "y")):
        array = jax.device_put(jnp.ones((8, 8)), jax.NamedSharding(mesh, spec))
        assert array.committed
        assert len((array + jnp.ones((8, 8))).devices()) == 8
        with pytest.raises(ValueError):
            array + on_5


def test_a_sharded_array_is_committed_to_its_mesh(on_eight_devices):
    on_eight_devices(sharded)
