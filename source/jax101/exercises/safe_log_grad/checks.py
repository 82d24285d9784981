"""Checks of safe_log_grad: pytest tests; `answer` is the learner's function."""

import jax
import jax.numpy as jnp
import numpy as np

from jax101 import assertions as check


def each(function, x):
    """The function of each positive element, computed in float64, and 0 elsewhere."""
    numbers = [function(v) if v > 0 else 0.0 for v in np.asarray(x).astype("float64").flat]
    return np.array(numbers).reshape(x.shape).astype(x.dtype)


def logarithms(x):
    """A slow, obvious answer."""
    return each(np.log, x)


def slopes(x):
    """Its derivative, as slow and as obvious."""
    return each(lambda v: 1 / v, x)


def mixed(draw, *, dtype="float32"):
    """Two rows: positive and negative numbers, zero and small ones."""
    x = draw.numbers(2, 4, dtype=dtype)
    x[0], x[1] = abs(x[0]), -abs(x[1])
    x[0, 2], x[1, 1] = 0, -0.0
    if dtype == "float32":
        x[1, 3], x[1, 0], x[0, 3] = 1e-20, 1e-12, 1e-36
    return jax.device_put(x)


@check.because("The logarithm where x > 0, exactly; 0 elsewhere.", hint=1)
def test_values(answer, draw):
    """It is log(x) where x > 0, and 0 elsewhere."""
    x = mixed(draw)
    check.gives(answer, x, want=logarithms(x))


@check.because("A Python number takes on the dtype of x; a NumPy or JAX scalar has its own.")
def test_dtype_of_x(answer, draw):
    """The result keeps the dtype of x."""
    for dtype in ("float16", "bfloat16"):
        x = mixed(draw, dtype=dtype)
        check.gives(answer, x, want=logarithms(x))


@check.because("The smallest numbers of a dtype are numbers: nothing may be clamped.", hint=1)
def test_smallest_numbers(answer):
    """The smallest positive numbers of float16 have their logarithm."""
    x = jax.device_put(np.array([2.0**-24, 2.0**-20, -(2.0**-24), 2.0**-14], dtype="float16"))
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
    "The slope is that of log where x > 0. Elsewhere, where differentiates the unused branch too: "
    "at 0, its weight 0 times the infinite slope of log is NaN.",
    hint=2,
)
def test_gradient(answer, draw):
    """The gradient is 1 / x where x > 0, and 0 elsewhere."""
    x = mixed(draw)
    gradient = jax.grad(lambda x: answer(x).sum())
    check.gives(gradient, x, want=slopes(x), what="the gradient of the sum")


@check.because("NaN is not above 0. Ask for x > 0: x <= 0 is no for NaN too.", hint=1)
def test_nan_and_infinities(answer):
    """NaN and -inf give 0, and inf its logarithm."""
    x = jnp.array([jnp.nan, jnp.inf, -jnp.inf, 2.0])
    check.gives(answer, x, want=logarithms(x))
    gradient = jax.grad(lambda x: answer(x).sum())
    check.gives(gradient, x, want=slopes(x), what="the gradient of the sum")
