"""Checks of shard_batch: pytest tests; `answer` is the learner's function."""

import jax
import numpy as np

from jax101 import assertions as check


def over_x(mesh):
    """What the task asks for."""
    return jax.NamedSharding(mesh, jax.P("x"))


@check.because("Placing moves data; it does not change them.", hint=1)
def test_values(answer, draw):
    """The values and the shape stay as they are."""
    x = draw.array(8, 4)
    check.gives(answer, x, check.mesh(4, 2), want=np.asarray(x))


@check.because("A spec names a mesh axis for each axis of the array, from the left.", hint=2)
def test_examples_are_cut(answer, draw):
    """Axis 0 is sharded over "x", and nothing else is sharded."""
    x, mesh = draw.array(8, 4), check.mesh(4, 2)
    check.sharded_like(answer(x, mesh), over_x(mesh), given={"x": x, "mesh": dict(mesh.shape)})


@check.because("The mesh is an argument: use its devices and the size of its axes.")
def test_any_mesh(answer, draw):
    """It uses the mesh that it is given."""
    x = draw.array(8, 6)
    for mesh in (
        check.mesh(2, 4),
        check.mesh(8, 1),
        check.mesh(2, 2),
        check.mesh(4, x_first=False),
    ):
        check.sharded_like(answer(x, mesh), over_x(mesh), given={"x": x, "mesh": dict(mesh.shape)})


@check.because("A spec may be shorter than an array, so one fits arrays of any rank.", hint=3)
def test_any_tree(answer, draw):
    """It takes a tree of arrays of different ranks."""
    mesh = check.mesh(4, 2)
    batch = {"image": draw.array(4, 2, 3), "label": draw.array(4, dtype="int32")}
    placed = check.gives(answer, batch, mesh, want=jax.tree.map(np.asarray, batch))
    for name, array in placed.items():
        check.sharded_like(array, over_x(mesh), given=batch, what=f"the array {name!r}")


@check.because("Placing copies bits: nothing is converted on the way.", hint=1)
def test_exact_values(answer, draw):
    """Integers that float32 cannot hold stay exact."""
    x = jax.device_put(draw.unusual("exact", 8, 2, dtype="int32"))
    check.gives(answer, x, check.mesh(4, 2), want=np.asarray(x))
