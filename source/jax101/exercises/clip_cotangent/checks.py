"""Checks of clip_cotangent: pytest tests; `answer` is the learner's function."""

import jax
import jax.numpy as jnp
import numpy as np

from jax101 import assertions as check


def clipped(weights, limit):
    """What comes back when `weights` arrive: slow and obvious."""
    wide = np.asarray(weights).astype("float64")
    flat = [min(max(w, -limit), limit) for w in wide.flat]
    return np.array(flat).reshape(wide.shape).astype(weights.dtype)


def back(answer, x, weights, limit):
    """The gradient of the weighted sum of the answer: the weights are what arrives."""
    return jax.grad(lambda x: (answer(x, limit) * weights).sum())(x)


@check.because("Forward, the function does nothing: it is the gradient that is clipped.", hint=1)
def test_value(answer, draw):
    """The value passes unchanged."""
    for x in (draw.array(2, 5), draw.array(), draw.array(3) * 1e6):
        check.gives(answer, x, 1.0, want=np.asarray(x))


@check.because("What arrives from behind is clipped, element by element.", hint=1)
def test_gradient(answer, draw):
    """Each element of the cotangent is clipped."""
    for limit in (2.0, 0.25):
        x, weights = draw.array(2, 5), draw.array(2, 5)
        check.gives(
            lambda x, weights: back(answer, x, weights, limit),  # noqa: B023 - called here
            x, weights, want=clipped(weights, limit), what=f"the gradient, with limit {limit}",
        )  # fmt: skip


@check.because("Infinity by infinity is NaN; clip compares, and divides nothing.", hint=2)
def test_infinite_cotangents(answer, draw):
    """An infinite or a zero cotangent is clipped too, and limit may be an integer."""
    x, weights = draw.array(4), jnp.array([jnp.inf, -jnp.inf, 0.0, 3.0])
    want = np.array([2, -2, 0, 2], "float32")
    check.gives(lambda x, w: back(answer, x, w, 2), x, weights, want=want)


@check.because("Each call has a limit of its own; the gradient comes when all have been made.")
def test_two_limits(answer, draw):
    """Two calls in one computation each keep their limit."""
    x, weights = draw.array(4), jnp.array([9.0, -9.0, 2.0, 0.25])

    def loss(x):
        return (answer(x, 1.0) * weights).sum() + (answer(x, 5.0) * weights).sum()

    want = clipped(weights, 1.0) + clipped(weights, 5.0)
    check.gives(jax.grad(loss), x, want=want, what="the gradient")


@check.because("The cotangent counts, not x: its size says nothing about the gradient.", hint=2)
def test_large_values_small_gradients(answer, draw):
    """A small cotangent passes unchanged, however large x is."""
    x, weights = draw.array(4) * 1000, draw.array(4) / 64
    check.gives(lambda x, w: back(answer, x, w, 1.0), x, weights, want=np.asarray(weights))


@check.because("Gradients from behind are products of many slopes: this clips one factor.", hint=2)
def test_inside_a_chain(answer, draw):
    """In the middle of a computation, it clips what arrives there."""
    x = draw.array(4) / 8

    def loss(x):
        return (answer(3 * x, 1.0) ** 3).sum()

    inner = 3 * np.asarray(x).astype("float64")
    want = (3 * np.clip(3 * inner**2, -1, 1)).astype("float32")
    check.gives(jax.grad(loss), x, want=want, tolerance=1e-5, what="the gradient")


@check.because("A Python number takes on the dtype of the cotangent; a NumPy scalar does not.")
def test_dtype(answer, draw):
    """Value and gradient keep the dtype of x."""
    for dtype in ("float16", "bfloat16"):
        x, weights = draw.array(4, dtype=dtype), draw.array(4, dtype=dtype)
        check.gives(answer, x, 1.0, want=np.asarray(x))
        want = clipped(weights, 1.0)
        check.gives(lambda x, w: back(answer, x, w, 1.0), x, weights, want=want)


@check.because("limit is no array to be traced: say which argument is no part of the derivative.")
def test_compiles(answer, draw):
    """Compiled with limit static, it gives the same, and follows a new limit."""
    compiled = jax.jit(answer, static_argnums=1)
    x, weights = draw.array(5), draw.array(5)
    for limit in (0.5, 3.0):
        check.gives(compiled, x, limit, want=np.asarray(x))
        gradient = jax.jit(lambda x, w: back(compiled, x, w, limit))  # noqa: B023 - called here
        check.gives(gradient, x, weights, want=clipped(weights, limit), what="the gradient")


@check.because("Clipped element by element, an example does not see the others.")
def test_maps_over_a_batch(answer, draw):
    """Under vmap, each example has its own gradient."""
    x, weights = draw.array(3, 4), draw.array(3, 4)
    each = jax.vmap(lambda x, w: back(answer, x, w, 1.0))
    check.gives(each, x, weights, want=clipped(weights, 1.0), what="the gradients")
    single = jnp.float32(2.0)
    check.gives(jax.grad(lambda x: answer(x, 1.0) * 7.0), single, want=np.float32(1.0))


@check.because("Adding 0.0 makes 0.0 of -0.0: return x itself.", hint=1)
def test_negative_zero(answer):
    """A negative zero passes unchanged too."""
    check.gives(
        lambda x: jnp.signbit(answer(x, 1.0)), jnp.array([-0.0, 0.0]),
        want=np.array([True, False]), what="the sign bit",
    )  # fmt: skip
