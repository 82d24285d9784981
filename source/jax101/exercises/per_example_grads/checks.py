"""Checks of per_example_grads: pytest tests; `answer` is the learner's function."""

import functools

import jax
import jax.numpy as jnp
import numpy as np

from jax101 import assertions as check


def squared_error(params, x, y):
    """The loss of a linear model."""
    return (params["w"] @ x + params["b"] - y) ** 2


def its_gradients(params, xs, ys):
    """A slow, obvious answer for squared_error."""
    w, b = np.asarray(params["w"]), np.asarray(params["b"])
    errors = [sum(w * x) + b - y for x, y in zip(xs, ys, strict=True)]
    return {
        "w": np.array([2 * e * x for e, x in zip(errors, xs, strict=True)], dtype=np.float32),
        "b": np.array([2 * e for e in errors], dtype=np.float32),
    }


def centred_distance(params, x, y):
    """A loss that mixes the numbers of one example, with a target that is a vector."""
    return jnp.sqrt(((params["m"] @ (x - x.mean()) - y) ** 2).sum() + 1.0)


def its_gradients_too(params, xs, ys):
    """A slow, obvious answer for centred_distance."""
    rows = []
    for x, y in zip(xs, ys, strict=True):
        centred = x - x.mean()
        error = params["m"] @ centred - y
        rows.append(np.outer(error, centred) / np.sqrt(sum(error**2) + 1.0))
    return {"m": np.array(rows, dtype=np.float32)}


@check.because(
    "The gradient of a mean is the mean of the gradients: one, for all examples.", hint=1
)
def test_values(answer, draw):
    """Row i of each array is the gradient of example i."""
    params = {"w": draw.array(3), "b": draw.array()}
    xs, ys = draw.array(4, 3), draw.array(4)
    want = its_gradients(params, np.asarray(xs), np.asarray(ys))
    check.gives(answer, squared_error, params, xs, ys, want=want, tolerance=1e-4)


@check.because("The loss says how it is differentiated, and it sees one example at a time.", hint=2)
def test_another_loss(answer, draw):
    """Compiled, it works for a loss with other parameters, and vectors as targets."""
    params = {"m": draw.array(2, 3)}
    xs, ys = draw.array(4, 3), draw.array(4, 2)
    want = its_gradients_too({"m": np.asarray(params["m"])}, np.asarray(xs), np.asarray(ys))
    compiled = jax.jit(functools.partial(answer, centred_distance))
    check.gives(compiled, params, xs, ys, want=want, tolerance=1e-4)


def matrix_error(params, x, y):
    """A loss of one example that is a matrix, with a parameter of any floating dtype."""
    return ((x * params["scale"]).sum(axis=0) * y).sum()


@check.because("An example keeps its own shape, and a gradient has the dtype of its parameter.")
def test_matrices(answer, draw):
    """An example may be a matrix, and a parameter float16."""
    for dtype in ("float32", "float16"):
        params = {"scale": draw.array(2, 3, dtype=dtype)}
        xs, ys = draw.array(4, 2, 3, dtype=dtype), draw.array(4, 3, dtype=dtype)
        want = {"scale": np.asarray(xs) * np.asarray(ys)[:, None, :]}
        check.gives(answer, matrix_error, params, xs, ys, want=want)


@check.because("A loop over examples is unrolled while tracing; vmap adds an axis instead.", hint=2)
def test_does_not_grow(answer, draw):
    """The program does not grow with n."""
    params = {"w": draw.array(2), "b": draw.array()}

    def trace(n):
        function = functools.partial(answer, squared_error)
        return jax.make_jaxpr(function)(params, draw.array(n, 2), draw.array(n))

    check.does_not_grow(trace, small=2, large=300)


@check.because("A dict is changed for everybody who has it: return a new one.")
def test_pure(answer, draw):
    """The arguments stay as they are."""
    params = {"w": draw.array(3), "b": draw.array()}
    check.pure(answer, squared_error, params, draw.array(4, 3), draw.array(4))
