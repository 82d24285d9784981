"""Checks of size_of_unique: pytest tests; `answer` is the learner's function."""

import jax
import numpy as np

from jax101.checker import assertions as check


def distinct(x):
    """A slow, obvious answer."""
    found = []
    for value in sorted(np.asarray(x).tolist()):
        if value not in found:
            found.append(value)
    padded = found + [0] * (len(x) - len(found))
    return np.array(padded, dtype=x.dtype), np.int32(len(found))


def repeated(draw, size, *, dtype="int32"):
    """A vector with repeated values, without zero."""
    values = draw.numbers(size, dtype=dtype)
    values[1::2] = values[0]
    return values


@check.because("The result has n places, however many of them are needed.", hint=2)
def test_values(answer, draw):
    """It finds the distinct values and their number."""
    for size in (6, 1):
        for dtype in ("int32", "float32"):
            x = jax.device_put(repeated(draw, size, dtype=dtype))
            check.gives(answer, x, want=distinct(x))


@check.because("A zero that x holds counts; a zero that only fills up does not.", hint=2)
def test_zero_is_a_value(answer, draw):
    """Zero counts if it is in x."""
    x = repeated(draw, 6)
    x[2:4] = 0
    x = jax.device_put(x)
    check.gives(answer, x, want=distinct(x))


@check.because("No number is free to mark what only fills up: each may be a value.", hint=2)
def test_negative_values(answer, draw):
    """So does any other number."""
    for dtype in ("int32", "float32"):
        x = repeated(draw, 6, dtype=dtype)
        x[:4] = np.array([-1, 0, -1, np.iinfo("int32").min // 2])
        x = jax.device_put(x)
        check.gives(answer, x, want=distinct(x))


@check.because("Under jit, every shape must be known before any value is.", hint=1)
def test_compiles(answer, draw):
    """One compiled program serves every vector of the same length."""
    jitted = jax.jit(answer)
    for _ in range(2):
        x = jax.device_put(repeated(draw, 6))
        check.gives(jitted, x, want=distinct(x))
