"""Checks of shape_is_static: pytest tests; `answer` is the learner's function."""

import jax
import jax.numpy as jnp
import numpy as np

from jax101 import assertions as check

SHAPES = [(3, 5), (4, 6), (2, 3, 7), ()]


def in_rows(x):
    """A slow, obvious answer."""
    elements = list(x.ravel())
    mean = x.mean(dtype="float64")
    while len(elements) % 8:
        elements.append(mean)
    return np.array(elements, dtype=x.dtype).reshape(-1, 8)


@check.because("As few rows as hold all elements: 24 elements need 3 rows, 25 need 4.", hint=2)
def test_plain_call(answer, draw):
    """Called as it is, it gives rows of eight, filled up with the mean."""
    for shape in SHAPES[:2]:
        x = draw.array(*shape)
        check.gives(answer, x, want=in_rows(np.asarray(x)))


@check.because("The mean is over all elements: a zero is one of them.", hint=3)
def test_zeros_count(answer, draw):
    """Zeros and repeated numbers are elements like all others."""
    for kind in ("zeros", "signed zeros", "one value", "ties", "negatives"):
        x = jax.device_put(draw.unusual(kind, 3, 5))
        check.gives(answer, x, want=in_rows(np.asarray(x)))


@check.because("The result has the dtype of x; filler of another dtype changes it.", hint=3)
def test_dtype_of_x(answer, draw):
    """The result keeps the dtype of x."""
    x = draw.array(2, 5, dtype="float16")
    check.gives(answer, x, want=in_rows(np.asarray(x)))


@check.because(
    "Under jit, jax.numpy makes a tracer even of a shape, and NumPy cannot read a traced array.",
    see="static-and-traced#see-which-is-which",
    hint=1,
)
def test_compiles(answer, draw):
    """Compiled, it gives the same."""
    for shape in SHAPES:
        x = draw.array(*shape)
        check.gives(jax.jit(answer), x, want=in_rows(np.asarray(x)))


@check.because(
    "What jax.numpy computes is computed again in each run; a size is known before the first.",
    see="static-and-traced#see-which-is-which",
    hint=1,
)
def test_size_is_known(answer, draw):
    """The program does not compute how many elements x has."""
    x = draw.array(3, 7)
    check.avoids(jax.make_jaxpr(answer)(x), {"reduce_prod", "ceil"})


@check.because(
    "jnp.mean adds float16 numbers up in float32; x.sum() is a float16 again, and 90,000 is none.",
    hint=3,
)
def test_large_numbers(answer):
    """The mean of large float16 numbers is finite."""
    x = jnp.full(3, 3e4, "float16")
    check.gives(answer, x, want=in_rows(np.asarray(x)))


@check.because("A NaN is an element like all others: the mean of x is NaN then.", hint=3)
def test_nan(answer):
    """The mean of an x that holds NaN is NaN."""
    x = jnp.array([jnp.nan, 1.0])
    check.gives(answer, x, want=in_rows(np.asarray(x)))
