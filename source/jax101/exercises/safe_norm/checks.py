"""Checks of safe_norm: pytest tests; `answer` is the learner's function."""

import jax
import jax.numpy as jnp
import numpy as np

from jax101 import assertions as check


def norms(x):
    """A slow, obvious answer, computed in float64."""
    wide = np.asarray(x).astype("float64")
    return np.sqrt((wide**2).sum(axis=-1)).astype(x.dtype)


def slopes(x):
    """The gradient of the sum of the norms, as slow and as obvious."""
    wide = np.asarray(x).astype("float64")
    size = np.sqrt((wide**2).sum(axis=-1, keepdims=True))
    return np.where(size == 0, 0, wide / np.where(size == 0, 1, size)).astype(x.dtype)


def mixed(draw, dtype="float32"):
    """Vectors with zeros in them, vectors of zeros, a signed zero and a single number."""
    x = draw.numbers(4, 3, dtype=dtype)
    x[1], x[2] = 0, (0, -0.0, 2)
    x[3, 0] = 0
    return jax.device_put(x)


@check.because("The norm is the root of the sum of the squares along the last axis.", hint=1)
def test_values(answer, draw):
    """It is the norm of each vector, and 0 for a vector of zeros."""
    x = mixed(draw)
    check.gives(answer, x, want=norms(x))
    one = draw.array(3)
    check.gives(answer, one, want=norms(one))


@check.because("A small vector is not a vector of zeros: nothing may be added or clamped.", hint=1)
def test_small_vectors(answer):
    """Small vectors have their own norms."""
    x = jnp.array([[3e-12, 4e-12], [0.0, 0.0], [5e-15, 12e-15]], "float32")
    want = np.array([5.0, 0.0, 0.013], "float32")
    check.gives(lambda x: answer(x) * 1e12, x, want=want, what="the norm times 1e12")


@check.because(
    "At zero the slope of the root is infinite, and that of the square is zero: their product is "
    "NaN. where after the root comes too late, for both branches are differentiated.",
    hint=2,
)
def test_gradient(answer, draw):
    """The gradient is x / norm, and zero where the vector is zero."""
    for x in (mixed(draw), jnp.zeros(3), draw.array(2, 1)):
        gradient = jax.grad(lambda x: answer(x).sum())
        check.gives(gradient, x, want=slopes(x), what="the gradient of the sum")


@check.because("x / norm has the length 1, however small x is: nothing may be added to the norm.")
def test_gradient_of_small_vectors(answer):
    """The gradient of small vectors is x / norm too."""
    x = jnp.array([[3e-12, 4e-12], [0.0, 0.0], [5e-15, 12e-15]], "float32")
    gradient = jax.grad(lambda x: answer(x).sum())
    check.gives(gradient, x, want=slopes(x), what="the gradient of the sum")


@check.because("A custom_vjp has no forward mode; where has both.", hint=3)
def test_forward_mode(answer, draw):
    """jax.jvp gives the same derivative."""
    x = mixed(draw)
    v = draw.array(4, 3)
    want = (slopes(x).astype("float64") * np.asarray(v)).sum(axis=-1).astype("float32")
    check.gives(lambda x, v: jax.jvp(answer, (x,), (v,))[1], x, v, want=want, tolerance=1e-5)


@check.because("A Python number takes on the dtype of x; a NumPy or JAX scalar has its own.")
def test_dtype(answer, draw):
    """The norms, and the gradient, keep the dtype of x."""
    for dtype in ("float16", "bfloat16"):
        x = mixed(draw, dtype)
        check.gives(answer, x, want=norms(x))
        check.gives(jax.grad(lambda x: answer(x).sum()), x, want=slopes(x), what="the gradient")


@check.because("An epsilon under the root is not zero after it.", hint=1)
def test_zero(answer):
    """The norm of a vector of zeros is exactly 0."""
    for dtype in ("float32", "bfloat16"):
        x = jnp.zeros((2, 3), dtype)
        check.gives(answer, x, want=np.zeros(2, dtype=x.dtype), tolerance=0.0)


@check.because(
    "Under jit, x is a tracer: Python cannot branch on its values.",
    see="jit#do-not-branch-on-a-value",
)
def test_compiles(answer, draw):
    """Compiled, it gives the same, for more axes and for other values."""
    compiled = jax.jit(answer)
    for _ in range(2):
        x = draw.array(2, 3, 4).at[1, 2].set(0)
        check.gives(compiled, x, want=norms(x))
        check.gives(jax.jit(jax.grad(lambda x: answer(x).sum())), x, want=slopes(x))
