"""Checks of compiled_tile: pytest tests; `answer` is the learner's function."""

import jax
import jax.numpy as jnp
import numpy as np

from jax101 import assertions as check

CASES = [(3, 2.0), (5, 4.0), (1, 3.0)]


def repeated(x, n):
    """A slow, obvious answer."""
    return np.array([value for _ in range(int(n)) for value in x], dtype=x.dtype)


@check.because("n decides a shape, so it is static; x holds the data, so it is not.", hint=2)
def test_values(answer, draw):
    """It repeats x n times."""
    for size, n in CASES:
        x = draw.array(size)
        check.gives(answer, x, n, want=repeated(np.asarray(x), n))


@check.because("The result has the dtype of x, whatever that is.")
def test_dtype_of_x(answer, draw):
    """The result keeps the dtype of x."""
    for dtype in ("int32", "float32", "float16", "int32"):
        x = draw.array(4, dtype=dtype)
        check.gives(answer, x, 3.0, want=repeated(np.asarray(x), 3))


@check.because("What is not inside jax.jit runs one operation at a time.", hint=2)
def test_is_compiled(answer, draw):
    """A call runs one compiled program."""
    check.is_compiled(answer, draw.array(5), n=3.0)


@check.because(
    "jax.jit remembers what it compiled for this one function; a new function starts empty.",
    see="jit#reuse-a-trace",
    hint=1,
)
def test_reuse(answer, draw):
    """A repeated call compiles nothing."""
    x, y = draw.array(5), draw.array(5)
    check.reuses(answer, x, 3.0)
    check.compiles(answer, y, 3.0, times=0)


@check.because(
    "Static values are looked up by hash and equality: equal values must find the same program.",
    see="jit#reuse-a-trace",
    hint=2,
)
def test_equal_n(answer, draw):
    """An n that equals an earlier one compiles nothing, a new one compiles once."""
    x = draw.array(6)
    check.compiles(answer, x, 7.0, times=1)
    check.compiles(answer, x, float("7"), times=0)
    check.compiles(answer, x, 8.0, times=1)
    check.compiles(answer, x, 7.0, times=0)


@check.because("One operation repeats an array, however often.", hint=3)
def test_does_not_grow(answer, draw):
    """The program does not grow with n."""
    x = draw.array(5)

    def trace(n):
        return jax.make_jaxpr(lambda x: answer(x, float(n)))(x)

    check.does_not_grow(trace, small=11, large=100)


@check.because("A copy computes nothing: a sum with zeros makes 0.0 of -0.0.", hint=3)
def test_copies(answer):
    """A negative zero stays as it is."""
    check.gives(
        lambda x: jnp.signbit(answer(x, 2.0)), jnp.array([-0.0, 0.0]),
        want=np.array([True, False, True, False]), what="the sign bit",
    )  # fmt: skip


@check.because(
    "jax.jit keeps a program for each static value; a cache of a fixed size forgets the oldest.",
    see="jit#reuse-a-trace",
)
def test_many_n(answer, draw):
    """The first n compiles nothing, even after many others."""
    x = draw.array(2)
    for n in range(1, 10):
        answer(x, float(n))
    check.compiles(answer, x, 1.0, times=0)
