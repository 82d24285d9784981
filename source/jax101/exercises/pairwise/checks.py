"""Checks of pairwise: pytest tests; `answer` is the learner's function."""

import functools

import jax
import jax.numpy as jnp
import numpy as np

from jax101 import assertions as check


def excess(x, y):
    """How far x exceeds y, not how far y exceeds x."""
    return jnp.maximum(x - y, 0.0).sum()


def difference(x, y):
    """A function whose result is a vector."""
    return jnp.stack([x[0] - y[0], x[1] * 2.0 - y[1]])


def every_pair(distance, xs, ys):
    """A slow, obvious answer."""
    return np.array([[np.asarray(distance(x, y)) for y in ys] for x in xs], dtype=np.float32)


@check.because(
    "Element [i, j] belongs to xs[i] and ys[j], so axis 0 counts the rows of xs.", hint=2
)
def test_values(answer, draw):
    """Element [i, j] is distance(xs[i], ys[j])."""
    xs, ys = draw.array(2, 3), draw.array(4, 3)
    check.gives(answer, excess, xs, ys, want=every_pair(excess, xs, ys))


@check.because("With as many rows in xs as in ys, a transposed result has the same shape.", hint=2)
def test_square(answer, draw):
    """It is not transposed where both have as many rows."""
    xs, ys = draw.array(3, 2), draw.array(3, 2)
    check.gives(answer, excess, xs, ys, want=every_pair(excess, xs, ys))


@check.because("vmap adds axes in front of whatever the function returns.", hint=1)
def test_vector_result(answer, draw):
    """It works for a function that returns a vector."""
    xs, ys = draw.array(4, 2), draw.array(3, 2)
    check.gives(answer, difference, xs, ys, want=every_pair(difference, xs, ys))


@check.because("A loop over rows is unrolled while tracing; vmap adds an axis instead.", hint=1)
def test_does_not_grow(answer, draw):
    """The program does not grow with the number of rows."""

    def trace(rows):
        xs, ys = draw.array(rows, 3), draw.array(rows + 1, 3)
        return jax.make_jaxpr(functools.partial(answer, excess))(xs, ys)

    check.does_not_grow(trace, small=2, large=100, of="the rows", slack=0)


@check.because("A function that is not symmetric is not so for one array twice either.", hint=2)
def test_one_array_twice(answer, draw):
    """xs and ys may be one array."""
    xs = draw.array(3, 2)
    check.gives(answer, excess, xs, xs, want=every_pair(excess, xs, xs))


def three_rows(x, y):
    """A function whose result is a matrix."""
    return jnp.stack([x - y, 2.0 * x, y])


def one_element(x, y):
    """A function whose result is a vector of one element."""
    return x[:1] - y[:1]


@check.because("vmap keeps the axes of what the function returns, those of size 1 too.", hint=1)
def test_shape_of_result(answer, draw):
    """The shape of what the function returns follows, whatever it is."""
    xs, ys = draw.array(2, 2), draw.array(4, 2)
    for distance in (three_rows, one_element):
        check.gives(answer, distance, xs, ys, want=every_pair(distance, xs, ys))


def different(x, y):
    """A function whose result is an integer, and one that float32 cannot hold."""
    return (x != y).sum(dtype="int32") + 2**24


@check.because("vmap keeps the dtype of what the function returns.", hint=1)
def test_dtype_of_result(answer, draw):
    """The result has the dtype of what the function returns."""
    xs, ys = draw.numbers(2, 3, dtype="float16"), draw.numbers(4, 3, dtype="float16")
    xs[1, 1:] = ys[2, 1:]
    want = 2**24 + (xs[:, None] != ys).sum(axis=2, dtype="int32")
    check.gives(answer, different, jax.device_put(xs), jax.device_put(ys), want=want)
