"""Checks of global_mean: pytest tests; `answer` is the learner's function."""

import jax
import numpy as np

from jax101 import assertions as check


def placed(draw, rows, features, mesh):
    """Rows sharded over "x", every shard with numbers of its own."""
    return jax.device_put(draw.array(rows, features), jax.NamedSharding(mesh, jax.P("x")))


def mean_of_rows(x):
    """A slow, obvious answer."""
    return np.asarray(x, dtype=np.float64).sum(axis=0).astype(np.float32) / np.float32(x.shape[0])


@check.because("Each device sees its own rows only; psum or pmean brings them together.", hint=1)
def test_values(answer, draw):
    """It is the mean over all rows, not over those of one device."""
    mesh = check.mesh(4, 2)
    for rows, features in ((8, 3), (4, 5)):
        x = placed(draw, rows, features, mesh) / 3  # thirds need all the digits of float32
        check.gives(answer, x, mesh, want=mean_of_rows(x), tolerance=1e-5)


@check.because("The number of shards is the size of the mesh axis, and not always four.", hint=2)
def test_any_mesh(answer, draw):
    """It is right on other meshes."""
    for mesh in (check.mesh(8, 1), check.mesh(2, 2), check.mesh(1, 4)):
        x = placed(draw, 8, 3, mesh)
        check.gives(answer, x, mesh, want=mean_of_rows(x), tolerance=1e-5)


@check.because("A result that is the same on every device needs no axis in out_specs.", hint=2)
def test_replicated(answer, draw):
    """Every device of the mesh has the result."""
    mesh = check.mesh(4, 2)
    x = placed(draw, 8, 4, mesh)
    check.sharded_like(answer(x, mesh), jax.NamedSharding(mesh, jax.P()), given={"x": x})


@check.because(
    "The task is to write what one device does.", see="parallel/shard-map#write-for-one-shard"
)
def test_uses_shard_map(answer, draw):
    """The program contains a shard_map."""
    mesh = check.mesh(4, 2)
    x = placed(draw, 8, 3, mesh)
    check.uses(jax.make_jaxpr(lambda x: answer(x, mesh))(x), {"shard_map"})


@check.because("Sums are small and the rows are many: send the sums.", hint=3)
def test_sends_sums_only(answer, draw):
    """The devices exchange sums, never rows."""
    for mesh in (check.mesh(4, 2), check.mesh(4, 2, x_first=False)):
        check.communicates(
            lambda x: answer(x, mesh),  # noqa: B023 - called here
            placed(draw, 16, 3, mesh),
            any_of={"all-reduce", "reduce-scatter"},
            never={"all-gather", "all-to-all", "collective-permute"},
            at_most=3,
        )


@check.because("The number of rows is known before the program runs: it need not be sent.", hint=3)
def test_sends_one_sum(answer, draw):
    """All collectives together add up one number for each feature."""
    mesh = check.mesh(4, 2)
    x = placed(draw, 16, 3, mesh)
    sent = [
        str(operand.aval)
        for equation in check.equations(jax.make_jaxpr(lambda x: answer(x, mesh))(x))
        if equation.primitive.name.startswith(("psum", "reduce_scatter"))
        for operand in equation.invars
        for _ in range(operand.aval.size)
    ]
    if len(sent) > 3:
        raise check.CheckFailed(
            "More is sent than one sum for each feature",
            given={"x": x},
            expected="3 elements from each device",
            actual=f"{len(sent)} elements: {', '.join(dict.fromkeys(sent))}",
        )
