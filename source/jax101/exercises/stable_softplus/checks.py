"""Checks of stable_softplus: pytest tests; `answer` is the learner's function."""

import jax
import jax.numpy as jnp
import numpy as np

from jax101 import assertions as check


def softplus(x):
    """A slow, obvious answer, computed in float64."""
    wide = np.asarray(x).astype("float64")
    return np.array([np.logaddexp(v, 0) for v in wide.flat]).reshape(x.shape).astype(x.dtype)


def logistic(x):
    """Its derivative."""
    wide = np.clip(np.asarray(x).astype("float64"), -500, 500)
    return (1 / (1 + np.exp(-wide))).astype(x.dtype)


def curvature(x):
    """The derivative of its derivative."""
    s = 1 / (1 + np.exp(-np.clip(np.asarray(x).astype("float64"), -500, 500)))
    return (s * (1 - s)).astype(x.dtype)


def numbers(draw, dtype="float32"):
    """Numbers of both signs, zero, and large ones."""
    x = draw.numbers(2, 5, dtype=dtype)
    x[0, :3], x[1, :3] = (0, 88, 1000), (-0.0, -88, -1000)
    return jax.device_put(x)


def slope(answer, x):
    """The derivative of each element, in reverse mode."""
    return jax.grad(lambda x: answer(x).sum())(x)


@check.because("exp(1000) overflows; the result is close to 1000.", hint=1)
def test_values(answer, draw):
    """It is log(1 + exp(x)), for large numbers too."""
    x = numbers(draw)
    check.gives(answer, x, want=softplus(x))


@check.because("1 + exp(-20) is 1 in float32; log1p takes the small part alone.", hint=1)
def test_small_results(answer):
    """Where x is very negative, it is exp(x) and not 0."""
    x = jnp.array([-6.0, -10.0, -14.0, -20.0, -40.0, -60.0])
    wide = np.asarray(x).astype("float64")
    scale = np.exp(-wide).astype("float32")
    want = (np.log1p(np.exp(wide)) * np.exp(-wide)).astype("float32")
    check.gives(lambda x: answer(x) * scale, x, want=want, tolerance=1e-4, what="result / exp(x)")


@check.because(
    "The slope is the logistic function, 0.5 at 0. A formula in pieces has corners; one that "
    "overflows has the slope infinity divided by infinity, which is NaN.",
    hint=2,
)
def test_gradient(answer, draw):
    """The derivative is 1 / (1 + exp(-x)), also for large numbers and at 0."""
    x = numbers(draw)
    check.gives(lambda x: slope(answer, x), x, want=logistic(x), what="the derivative")


@check.because("1 minus almost 1 loses what is small; jax.nn.sigmoid does not.", hint=2)
def test_small_slopes(answer):
    """Where x is very negative, the derivative is close to exp(x) and not 0."""
    x = jnp.array([-10.0, -20.0, -40.0, -60.0])
    wide = np.asarray(x).astype("float64")
    scale, want = np.exp(-wide).astype("float32"), (1 / (1 + np.exp(wide))).astype("float32")
    check.gives(
        lambda x: slope(answer, x) * scale, x, want=want, tolerance=1e-4, what="slope / exp(x)"
    )


@check.because("custom_vjp has reverse mode alone; one custom_jvp rule serves both.", hint=3)
def test_forward_mode(answer, draw):
    """Forward mode gives the same derivative."""
    x, v = numbers(draw), draw.array(2, 5)
    want = (logistic(x).astype("float64") * np.asarray(v)).astype("float32")
    check.gives(lambda x, v: jax.jvp(answer, (x,), (v,))[1], x, v, want=want, tolerance=1e-5)


@check.because("The rule is differentiated for it: it must be a function that can be.", hint=3)
def test_second_derivative(answer, draw):
    """The derivative of the derivative is right, also at 0."""
    x = numbers(draw)
    second = jax.grad(lambda x: slope(answer, x).sum())
    check.gives(second, x, want=curvature(x), tolerance=1e-4, what="the second derivative")


@check.because("A Python number takes on the dtype of x; a NumPy or JAX scalar has its own.")
def test_dtype(answer, draw):
    """Result and derivative keep the dtype of x."""
    for dtype in ("float16", "bfloat16"):
        x = numbers(draw, dtype)
        check.gives(answer, x, want=softplus(x))
        middle = jnp.array([12, 20, 50, -12], dtype)  # exp(12) is infinite in float16
        check.gives(answer, middle, want=softplus(middle))
        check.gives(lambda x: slope(answer, x), x, want=logistic(x), what="the derivative")


@check.because(
    "Under jit, x is a tracer: choose with where, not with if.", see="jit#do-not-branch-on-a-value"
)
def test_compiles(answer, draw):
    """Compiled, for one number or many, it gives the same."""
    compiled = jax.jit(answer)
    for x in (numbers(draw), draw.array(3), draw.array()):
        check.gives(compiled, x, want=softplus(x))
