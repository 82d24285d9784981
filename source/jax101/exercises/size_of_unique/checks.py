"""Checks of size_of_unique: pytest tests; `answer` is the learner's function."""

import jax
import numpy as np

from jax101 import assertions as check


def distinct(x):
    """A slow, obvious answer."""
    found = []
    for value in sorted(np.asarray(x).tolist()):
        if value not in found:
            found.append(value)
    padded = found + [0] * (len(x) - len(found))
    return np.array(padded, dtype=x.dtype), np.array(len(found), dtype="int32")


def repeated(draw, size, *, dtype="int32"):
    """A vector of positive numbers with repetitions."""
    values = abs(draw.numbers(size, dtype=dtype))
    values[1::2] = values[0]
    return jax.device_put(values)


@check.because(
    "The first array has n places: the distinct values, then zeros. The second, an array too, "
    "counts only the values.",
    hint=2,
)
def test_values(answer, draw):
    """It finds the distinct values and their number."""
    x = repeated(draw, 6)
    check.gives(answer, x, want=distinct(x))


@check.because("Under jit, every shape must be known before any value is.", hint=1)
def test_compiles(answer, draw):
    """Compiled, it gives the same, for any length and dtype."""
    for size, dtype in [(6, "int32"), (5, "float32")]:
        x = repeated(draw, size, dtype=dtype)
        check.gives(jax.jit(answer), x, want=distinct(x))


@check.because("A zero that x holds counts; a zero that only fills up does not.", hint=2)
def test_zero_is_a_value(answer, draw):
    """Zero counts if it is in x."""
    x = np.array(repeated(draw, 6))
    x[2:4] = 0
    x = jax.device_put(x)
    check.gives(jax.jit(answer), x, want=distinct(x))


@check.because("No number is free to mark what only fills up: each may be a value.", hint=2)
def test_every_number_is_a_value(answer, draw):
    """So does any other number, negative ones included."""
    lowest, highest = -(2**31), 2**31 - 1
    for numbers, dtype in [
        ([-1, highest, 0, -1, lowest, highest], "int32"),
        ([-1, np.inf, -1, -np.inf, np.inf], "float32"),
        ([np.inf, np.inf, 1.0], "float32"),
        ([0.0, -0.0, 1.0], "float32"),
        ([highest, lowest], "int32"),
        ([-7, -3, -7, -9], "int32"),
        ([2**24 + 1, 2**24, 2**24 + 1, 2**24 + 2], "int32"),
        ([1.0, 1.0000001, 1.0], "float32"),
        ([5], "int32"),
    ]:
        x = jax.device_put(np.array(numbers, dtype=dtype))
        check.gives(jax.jit(answer), x, want=distinct(x))
