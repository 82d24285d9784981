"""Checks of reduce_scatter: pytest tests; `answer` is the learner's function."""

import jax
import numpy as np

from jax101 import assertions as check


def placed(draw, rows, n, mesh):
    """Rows sharded over "x", every shard with numbers of its own."""
    return jax.device_put(draw.array(rows, n), jax.NamedSharding(mesh, jax.P("x")))


def compiled(answer):
    """The answer as the task says it is called."""
    return jax.jit(answer, static_argnums=1)


def sum_of_rows(parts):
    """A slow, obvious answer."""
    return np.asarray(parts, dtype=np.float64).sum(axis=0).astype(np.float32)


@check.because("The sum is over the rows of all devices.", hint=1)
def test_values(answer, draw):
    """It is the sum over all rows, those of one device included."""
    mesh = check.mesh(4, 2)
    for rows, n in ((4, 8), (12, 4), (8, 20)):
        parts = placed(draw, rows, n, mesh)
        check.gives(compiled(answer), parts, mesh, want=sum_of_rows(parts), tolerance=1e-5)


@check.because("The number of parts is the size of the mesh axis, and not always four.", hint=2)
def test_any_mesh(answer, draw):
    """It is right on other meshes."""
    for mesh in (check.mesh(8, 1), check.mesh(2, 4), check.mesh(1, 2)):
        parts = placed(draw, 8, 16, mesh)
        check.gives(compiled(answer), parts, mesh, want=sum_of_rows(parts), tolerance=1e-5)


@check.because("Each device keeps its own part of the sum.", hint=2)
def test_sharded(answer, draw):
    """The result is sharded over "x"."""
    for mesh in (check.mesh(4, 2), check.mesh(4, 2, x_first=False)):
        parts = placed(draw, 8, 12, mesh)
        want = jax.NamedSharding(mesh, jax.P("x"))
        check.sharded_like(compiled(answer)(parts, mesh), want, given={"parts": parts})


@check.because(
    "The task is to write what one device does.", see="parallel/shard-map#write-for-one-shard"
)
def test_uses_shard_map(answer, draw):
    """The program contains a shard_map."""
    mesh = check.mesh(4, 2)
    parts = placed(draw, 4, 8, mesh)
    check.uses(jax.make_jaxpr(lambda parts: answer(parts, mesh))(parts), {"shard_map"})


@check.because(
    "An all-reduce sends the whole sum to each device, to throw most of it away; a reduce-scatter "
    "sends each device its part.",
    hint=2,
)
def test_receives_its_part_only(answer, draw):
    """Each device receives its own part of the sum, and no more."""
    mesh = check.mesh(4, 2)
    parts = placed(draw, 8, 12, mesh)
    check.communicates(
        lambda parts: answer(parts, mesh),
        parts,
        any_of={"reduce-scatter"},
        never={"all-reduce", "all-gather", "all-to-all", "collective-permute"},
        at_most=3,
    )
