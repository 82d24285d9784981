"""Checks of safe_gather: pytest tests; `answer` is the learner's function."""

import jax
import numpy as np

from jax101 import assertions as check


def gathered(table, places):
    """A slow, obvious answer."""
    rows = len(table)
    empty = np.zeros_like(np.asarray(table)[0])
    return np.stack([np.asarray(table)[i] if -rows <= i < rows else empty for i in places.tolist()])


def as_places(*numbers):
    """Places as an array."""
    return jax.device_put(np.array(numbers, dtype="int32"))


@check.because("As in NumPy, a negative place counts from the end.", hint=1)
def test_rows_that_exist(answer, draw):
    """Rows that exist are read, from the beginning and from the end."""
    table, places = draw.array(4, 3), as_places(2, 0, -1, 3, -4)
    check.gives(answer, table, places, want=gathered(table, places))


@check.because(
    "Reading beyond the end is no error in JAX: it gives the last row, unless you say what you "
    "want instead.",
    hint=2,
)
def test_beyond_the_end(answer, draw):
    """A place beyond the end gives zeros."""
    table, places = draw.array(4, 3), as_places(4, 1, 99, 3, 5, 2**31 - 1)
    check.gives(answer, table, places, want=gathered(table, places))


@check.because("-rows is the first row; anything below it names none.", hint=2)
def test_before_the_beginning(answer, draw):
    """A place before the beginning gives zeros."""
    table, places = draw.array(4, 3), as_places(-5, -4, 1, -9, -99, -(2**31))
    check.gives(answer, table, places, want=gathered(table, places))


@check.because("The result has the dtype of the table, whatever that is.", hint=3)
def test_dtype_of_table(answer, draw):
    """The result keeps the dtype of the table."""
    for dtype in ("int32", "float16"):
        table, places = draw.array(4, 3, dtype=dtype), as_places(2, 4, -1, -5, 0)
        check.gives(answer, table, places, want=gathered(table, places))


@check.because("Reading a row is no arithmetic: nothing of other rows may reach it.", hint=2)
def test_rows_as_they_are(answer, draw):
    """Rows come as they are, whatever they and the others hold."""
    places = as_places(2, 4, -1, -5, 0)
    for kind, dtype in (
        ("exact", "int32"),
        ("extremes", "int32"),
        ("infinities", "float32"),
        ("huge", "float32"),
        ("signed zeros", "float32"),
    ):
        table = jax.device_put(draw.unusual(kind, 4, 3, dtype=dtype))
        check.gives(answer, table, places, want=gathered(table, places), tolerance=0.0)


@check.because(
    "Under jit, both arguments are tracers: Python and NumPy cannot read their values.",
    see="jit#do-not-branch-on-a-value",
)
def test_compiles(answer, draw):
    """Compiled, it gives the same."""
    table, places = draw.array(4, 3), as_places(2, 4, -1, -5, 0)
    check.gives(jax.jit(answer), table, places, want=gathered(table, places))


@check.because("One operation reads all rows.", hint=3)
def test_does_not_grow(answer, draw):
    """The program does not grow with the number of places."""
    table = draw.array(4, 3)

    def trace(size):
        return jax.make_jaxpr(answer)(table, as_places(*range(size)))

    check.does_not_grow(trace, small=2, large=100, of="places")
