"""Checks of keep_bf16: pytest tests; `answer` is the learner's function."""

import jax
import jax.numpy as jnp
import numpy as np

from jax101 import assertions as check

SHAPES = [(5,), (2, 1, 3)]


def scaled(x):
    """A slow, obvious answer."""
    wide = np.asarray(x).astype("float64")
    return (wide / x.shape[-1] ** 0.5).astype(x.dtype)


def all_shapes(answer, draw, dtype):
    """Compare for arrays of one and of three axes."""
    for shape in SHAPES:
        x = draw.array(*shape, dtype=dtype)
        check.gives(answer, x, want=scaled(x))


@check.because(
    "The length of the last axis is x.shape[-1], whatever the other axes are; the dtype is that "
    "of x, whatever it is.",
    hint=1,
)
def test_float32(answer, draw):
    """float32 is divided by the square root of d."""
    all_shapes(answer, draw, "float32")


@check.because(
    "A NumPy scalar has a dtype that counts: with bfloat16 it gives float32. "
    "A Python number has none of its own.",
    hint=2,
)
def test_bfloat16(answer, draw):
    """bfloat16 stays bfloat16."""
    all_shapes(answer, draw, "bfloat16")


@check.because("The result has the dtype of x, whatever that is.", hint=2)
def test_float16(answer, draw):
    """float16 stays float16."""
    all_shapes(answer, draw, "float16")


@check.because(
    "Under jit, x is a tracer: NumPy cannot read its values, though its shape is known.",
    see="quickstart#compile-a-function",
)
def test_compiles(answer, draw):
    """Compiled, it gives the same."""
    x = draw.array(3, 5, dtype="bfloat16")
    check.gives(jax.jit(answer), x, want=scaled(x))


@check.because(
    "The length is a Python integer and exact. In a narrow dtype 70,000 is infinite, a count "
    "stops at 256, and x / 70,000 loses its digits.",
    hint=2,
)
def test_long_axes(answer):
    """A long last axis is divided by its root too."""
    for length, dtype in ((70_000, "float16"), (1000, "bfloat16")):
        x = jnp.full(length, 0.02, dtype)
        want = scaled(x) * x.dtype.type(1024)
        check.gives(lambda x: answer(x) * 1024, x, want=want, what="1024 times the result")
