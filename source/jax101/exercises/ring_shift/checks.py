"""Checks of ring_shift: pytest tests; `answer` is the learner's function."""

import jax
import numpy as np

from jax101 import assertions as check


def placed(draw, rows, features, mesh):
    """Rows sharded over "x", every block with numbers of its own."""
    # Thirds have more digits than a narrower dtype can carry.
    return jax.device_put(draw.array(rows, features) / 3, jax.NamedSharding(mesh, jax.P("x")))


def compiled(answer):
    """The answer as the task says it is called."""
    return jax.jit(answer, static_argnums=(1, 2))


def blocks_moved(x, places, steps):
    """A slow, obvious answer."""
    blocks = np.split(np.asarray(x), places)
    return np.concatenate([blocks[(place - steps) % places] for place in range(places)])


@check.because("ppermute takes pairs of (from, to): place i sends to place i + 1.", hint=1)
def test_one_step(answer, draw):
    """With one step, each block goes to the next place, and the last to the first."""
    mesh = check.mesh(4, 2)
    x = placed(draw, 8, 3, mesh)
    check.gives(compiled(answer), x, mesh, 1, want=blocks_moved(x, 4, 1), tolerance=0.0)


@check.because("Count places around the end, in both directions: % closes the ring.", hint=2)
def test_any_steps(answer, draw):
    """It is right for more steps, for steps back, and for rounds."""
    mesh = check.mesh(4, 2)
    x = placed(draw, 12, 2, mesh)
    for steps in (2, 3, -1, 5, 0):
        check.gives(compiled(answer), x, mesh, steps, want=blocks_moved(x, 4, steps))


@check.because("The length of the ring is the size of the mesh axis, and not always four.", hint=3)
def test_any_mesh(answer, draw):
    """It is right on other meshes."""
    meshes = [check.mesh(places, others) for places, others in ((8, 1), (2, 4), (1, 4))]
    for mesh in (*meshes, check.mesh(4, 2, x_first=False)):
        places = mesh.shape["x"]
        x = placed(draw, 8, 5, mesh)
        check.gives(compiled(answer), x, mesh, 1, want=blocks_moved(x, places, 1))


@check.because("Blocks move; the sharding stays.", hint=3)
def test_stays_cut(answer, draw):
    """The rows of the result are sharded over "x"."""
    mesh = check.mesh(4, 2)
    x = placed(draw, 8, 3, mesh)
    want = jax.NamedSharding(mesh, jax.P("x"))
    check.sharded_like(compiled(answer)(x, mesh, 1), want, given={"x": x})


@check.because(
    "Gathering sends every block to every device, to keep one.",
    see="parallel/shard-map#talk-to-the-other-devices",
    hint=2,
)
def test_sends_directly(answer, draw):
    """A block travels from one device to one other."""
    mesh = check.mesh(4, 2)
    x = placed(draw, 8, 3, mesh)
    check.communicates(
        lambda x: answer(x, mesh, 1),
        x,
        any_of={"collective-permute"},
        never={"all-gather", "all-reduce", "reduce-scatter", "all-to-all"},
    )


@check.because("One permutation can send a block any number of places on.", hint=3)
def test_one_trip(answer, draw):
    """Five steps are one trip, as one step is."""
    mesh = check.mesh(8, 1)
    x = placed(draw, 8, 3, mesh)

    def trace(steps):
        return jax.make_jaxpr(lambda x: answer(x, mesh, steps))(x)

    # Zero: a second trip is one equation more.
    check.does_not_grow(trace, 1, 5, of="steps", slack=0)
