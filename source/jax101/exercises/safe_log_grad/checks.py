"""Checks of safe_log_grad: pytest tests; `answer` is the learner's function."""

import jax
import numpy as np

from jax101.checker import assertions as check


def logarithms(x):
    """A slow, obvious answer."""
    wide = np.asarray(x).astype("float64")
    return np.array([np.log(v) if v > 0 else 0.0 for v in wide.flat]).reshape(x.shape).astype(x.dtype)


def slopes(x):
    """Its derivative, as slow and as obvious."""
    wide = np.asarray(x).astype("float64")
    return np.array([1 / v if v > 0 else 0.0 for v in wide.flat]).reshape(x.shape).astype(x.dtype)


def mixed(draw, *, dtype="float32"):
    """Two rows: positive and negative numbers, zero and small ones."""
    x = draw.numbers(2, 4, dtype=dtype)
    x[0] = abs(x[0])
    x[0, 2], x[1, 1] = 0, -0.0
    if dtype == "float32":
        x[1, 3], x[1, 0] = 1e-20, 1e-12
    return jax.device_put(x)


@check.because("The logarithm where x > 0, exactly; 0 elsewhere.", hint=1)
def test_values(answer, draw):
    """It is log(x) where x > 0, and 0 elsewhere."""
    x = mixed(draw)
    check.gives(answer, x, want=logarithms(x))


@check.because("A Python number takes on the dtype of x; a NumPy or JAX scalar has its own.")
def test_dtype_of_x(answer, draw):
    """The result keeps the dtype of x."""
    x = mixed(draw, dtype="float16")
    check.gives(answer, x, want=logarithms(x))


@check.because(
    "Under jit, x is a tracer: Python and NumPy cannot read its values.",
    see="jit#do-not-branch-on-a-value",
)
def test_compiles(answer, draw):
    """Compiled, it gives the same."""
    x = mixed(draw)
    check.gives(jax.jit(answer), x, want=logarithms(x))


@check.because(
    "where computes and differentiates both branches: the slope of log at 0 is infinite, and the "
    "unused branch's weight 0 times infinity is NaN.",
    hint=2,
)
def test_gradient(answer, draw):
    """The gradient is 1 / x where x > 0, and 0 elsewhere."""
    x = mixed(draw)
    gradient = jax.grad(lambda x: answer(x).sum())
    check.gives(gradient, x, want=slopes(x), what="the gradient of the sum")
