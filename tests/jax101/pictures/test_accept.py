"""What cannot be drawn is refused with a sentence that says what to pass instead."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from jax.sharding import AbstractMesh, NamedSharding

from jax101.pictures import show_communication, show_sharding


def sharding(*spec):
    return NamedSharding(
        jax.make_mesh((4, 2), ("x", "y"), devices=jax.devices("cpu")[:8]), jax.P(*spec)
    )


def abstract():
    return AbstractMesh((4, 2), ("x", "y"))


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (
            lambda: np.zeros((8, 4)),
            "numpy.ndarray of shape (8, 4), which is on no device: pass jax.device_put",
        ),
        (lambda: 3.0, "got a float, which is on no device: pass jnp.asarray(x)"),
        (lambda: np.float32(3), "got a float32, which is on no device: pass jnp.asarray(x)"),
        (lambda: {"w": jnp.zeros(3)}, "got a dict: pass a jax.Array, a Mesh, or a shape"),
        (
            lambda: sharding("x"),
            "got a NamedSharding without a shape to cut: pass show_sharding(shape, sharding=...)",
        ),
        (abstract, "got an AbstractMesh, which has no devices: pass a Mesh"),
        (
            lambda: jax.ShapeDtypeStruct(
                (8,), jnp.float32, sharding=NamedSharding(abstract(), jax.P("x"))
            ),
            "on an AbstractMesh",
        ),
    ],
)
def test_the_wrong_type(value, message):
    with pytest.raises(TypeError) as raised:
        show_sharding(value())
    assert message in str(raised.value)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (lambda: jnp.zeros((1, 2, 3, 4, 5)), "up to 4 dimensions, and this array has 5: pass x[0]"),
        (lambda: (8, 4), "got the shape (8, 4) alone: add the sharding"),
        (lambda: jax.ShapeDtypeStruct((8,), jnp.float32), "which has no sharding: build it with"),
    ],
)
def test_the_wrong_value(value, message):
    with pytest.raises(ValueError, match="show_sharding") as raised:
        show_sharding(value())
    assert message in str(raised.value)


def test_a_tracer():
    with pytest.raises(TypeError, match=r"got a tracer of type float32\[3\].*Return the array"):
        jax.jit(lambda x: show_sharding(x) and x)(jnp.zeros(3))


def test_a_deleted_array():
    x = jnp.zeros(3)
    x.delete()
    with pytest.raises(ValueError, match=r"got a deleted float32\[3\].*Pass the result"):
        show_sharding(x)


def test_too_many_devices(monkeypatch):
    monkeypatch.setattr("jax101.pictures.validate.MOST_DEVICES", 4)
    with pytest.raises(ValueError, match="up to 4 devices, and this shape is on 8: pass a shape"):
        show_sharding((8,), sharding=sharding("x"))


def test_a_sharding_for_what_has_one():
    with pytest.raises(TypeError, match=r"an array has its own: pass show_sharding\(x.shape"):
        show_sharding(jnp.zeros(8), sharding=sharding("x"))


def test_a_shape_that_cannot_be_cut_gets_the_error_of_jax():
    with pytest.raises(ValueError, match="divide"):
        show_sharding((6, 4), sharding=sharding("x"))
    with pytest.raises(ValueError, match="rank at least 2"):
        show_sharding((8,), sharding=sharding("x", "y"))


def test_communication_needs_a_function_and_arrays():
    with pytest.raises(TypeError, match="pass the function, then its arguments"):
        show_communication(jnp.zeros(3))
    with pytest.raises(TypeError, match="pass the function, then its arrays"):
        show_communication(jnp.sin, sharding("x").mesh)
