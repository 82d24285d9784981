"""Checks of dp_grad: pytest tests; `answer` is the learner's function."""

import jax
import jax.numpy as jnp
import numpy as np

from jax101 import assertions as check


def squared_error(params, batch):
    """The mean, over the examples, of the squared error of a linear model with two outputs."""
    x, targets = batch
    return ((x @ params["w"] + params["b"] - targets) ** 2).sum(axis=1).mean()


def gradient_of_squared_error(params, batch):
    """A slow, obvious answer."""
    w, b = (np.asarray(params[name], np.float64) for name in ("w", "b"))
    x, targets = (np.asarray(leaf, np.float64) for leaf in batch)
    error = 2 * (x @ w + b - targets) / len(x)
    return {"w": (x.T @ error).astype(np.float32), "b": error.sum(axis=0).astype(np.float32)}


def compiled(answer):
    """The answer as the task says it is called; compiled, it also takes a tenth of the time."""
    return jax.jit(answer, static_argnums=(0, 3))


def placed(draw, examples, mesh):
    """Parameters that every device has, and a batch whose examples are sharded over "x"."""
    params = {"w": draw.array(3, 2), "b": draw.array(2)}
    batch = (draw.array(examples, 3), draw.array(examples, 2))
    return (
        jax.device_put(params, jax.NamedSharding(mesh, jax.P())),
        jax.device_put(batch, jax.NamedSharding(mesh, jax.P("x"))),
    )


@check.because(
    "grad adds up over the devices for parameters that are the same on all: a sum, not a mean.",
    see="parallel/shard-map#take-a-data-parallel-gradient-step",
    hint=1,
)
def test_values(answer, draw):
    """It is the gradient of the mean over all examples."""
    mesh = check.mesh(4, 2)
    params, batch = placed(draw, 8, mesh)
    want = gradient_of_squared_error(params, batch)
    check.gives(compiled(answer), squared_error, params, batch, mesh, want=want, tolerance=1e-4)


@check.because("The number of devices that share the batch is the size of the mesh axis.", hint=2)
def test_any_mesh(answer, draw):
    """It is right on other meshes."""
    for mesh in (check.mesh(8, 1), check.mesh(2, 2), check.mesh(1, 4)):
        params, batch = placed(draw, 16, mesh)
        want = gradient_of_squared_error(params, batch)
        check.gives(compiled(answer), squared_error, params, batch, mesh, want=want, tolerance=1e-4)


@check.because("The loss, its parameters and the batch are arguments: whatever they are.")
def test_any_loss(answer, draw):
    """It is right for another loss, other parameters and another batch."""

    def smooth_error(w, batch):
        return jnp.logaddexp(0, batch["x"] @ w).mean()

    mesh = check.mesh(4, 2)
    w = jax.device_put(draw.array(5), jax.NamedSharding(mesh, jax.P()))
    x = jax.device_put(draw.array(12, 5), jax.NamedSharding(mesh, jax.P("x")))
    on_the_host = np.asarray(x, np.float64)
    slope = 1 / (1 + np.exp(-on_the_host @ np.asarray(w, np.float64)))
    want = (on_the_host.T @ slope / 12).astype(np.float32)
    check.gives(compiled(answer), smooth_error, w, {"x": x}, mesh, want=want, tolerance=1e-4)


@check.because("Every device needs all of the gradient, for its copy of the parameters.", hint=2)
def test_replicated(answer, draw):
    """Every device of the mesh has the whole gradient."""
    mesh = check.mesh(4, 2)
    params, batch = placed(draw, 8, mesh)
    everywhere = jax.NamedSharding(mesh, jax.P())
    for name, leaf in compiled(answer)(squared_error, params, batch, mesh).items():
        check.sharded_like(leaf, everywhere, what=f"the gradient of {name!r}")


@check.because("The examples are many and stay; what is added up is as small as params.", hint=2)
def test_examples_stay(answer, draw):
    """The devices add gradients or losses up, and send no example."""
    for mesh in (check.mesh(4, 2), check.mesh(4, 2, x_first=False)):
        check.communicates(
            lambda params, batch: answer(squared_error, params, batch, mesh),  # noqa: B023 - now
            *placed(draw, 8, mesh),
            any_of={"all-reduce", "reduce-scatter"},
            never={"all-gather", "all-to-all", "collective-permute"},
        )
