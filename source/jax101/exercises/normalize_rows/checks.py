"""Checks of normalize_rows: pytest tests; `answer` is the learner's function."""

import jax
import jax.numpy as jnp
import numpy as np

from jax101 import assertions as check

SHAPES = [(3, 5), (7, 2), (1, 4)]


def normalized(x):
    """A slow, obvious answer."""
    rows = [[value / sum(row) for value in row] for row in np.asarray(x, dtype="float64")]
    return np.array(rows).astype(x.dtype)


def positive(draw, *shape, dtype="float32"):
    """Positive numbers, all different."""
    return jax.device_put(np.abs(draw.numbers(*shape, dtype=dtype)))


@check.because(
    "Each row has a sum of its own. Shapes line up from the right, so a vector of sums meets the "
    "columns; in a square array nothing complains.",
    hint=1,
)
def test_square(answer, draw):
    """In a square array, each row is divided by its own sum."""
    x = positive(draw, 3, 3)
    check.gives(answer, x, want=normalized(x))


@check.because("There is one sum a row; it has to meet every column of that row.", hint=2)
def test_other_shapes(answer, draw):
    """The same for any number of rows and columns."""
    for shape in SHAPES:
        x = positive(draw, *shape)
        check.gives(answer, x, want=normalized(x))


@check.because("The sums have the dtype of x, and so has the quotient.")
def test_dtype_of_x(answer, draw):
    """The result keeps the dtype of x."""
    for dtype in ("float16", "bfloat16"):
        x = positive(draw, 2, 3, dtype=dtype)
        check.gives(answer, x, want=normalized(x))


@check.because(
    "Under jit, x is a tracer: NumPy cannot read its values.", see="quickstart#compile-a-function"
)
def test_compiles(answer, draw):
    """Compiled, it gives the same."""
    x = positive(draw, 3, 5)
    check.gives(jax.jit(answer), x, want=normalized(x))


@check.because("One division handles all rows.", hint=3)
def test_does_not_grow(answer, draw):
    """The program does not grow with the number of rows."""

    def trace(rows):
        return jax.make_jaxpr(answer)(positive(draw, rows, 3))

    check.does_not_grow(trace, small=2, large=100, of="rows")


@check.because(
    "Divide by the sum itself, as jax.numpy adds it up: nothing is added to it, and a sum in "
    "bfloat16, one number after the other, stops at 256.",
    hint=2,
)
def test_unusual_rows(answer):
    """Rows of small, of many and of unequal numbers are divided by their sums too."""
    for row, dtype in (
        ([1e-10, 3e-10], "float32"),
        ([1.0] * 1000, "bfloat16"),
        ([1016.0, 8.0], "bfloat16"),
    ):
        x = jnp.array([row], dtype)
        want = normalized(x)
        # As a ratio: 1 / 1000 and 0 differ by less than a tolerance.
        check.gives(
            lambda x, want: answer(x) / want,
            x, want, want=np.ones_like(want), what="the result, divided by the right one,",
        )  # fmt: skip
