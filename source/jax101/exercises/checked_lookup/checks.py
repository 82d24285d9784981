"""Checks of checked_lookup: pytest tests; `answer` is the learner's function."""

import jax
import jax.numpy as jnp
import numpy as np
from jax.experimental import checkify

from jax101 import assertions as check


def checked(answer):
    """The answer as the task says it is called."""
    return checkify.checkify(jax.jit(answer))


def rows(answer):
    """The rows alone."""
    return lambda table, index: checked(answer)(table, index)[1]


def reports(answer, table, index, *, bad, function=checked):
    """Whether an error is reported is as it should be."""
    index = jnp.asarray(np.asarray(index, dtype="int32"))
    message = function(answer)(table, index)[0].get()
    if (message is not None) != bad:
        raise check.CheckFailed(
            "An index out of range is not reported" if bad else "A good index is reported",
            given={"rows of the table": len(table), "index": index},
            expected="an error" if bad else "error.get() is None",
            actual=f"error.get() is {message!r}",
        )


@check.because("The rows are those of table[index].", hint=1)
def test_rows(answer, draw):
    """Good indices give their rows."""
    for dtype in ("float32", "int32"):
        table = draw.array(5, 3, dtype=dtype)
        for index in (
            np.array([[4, 0], [2, 2]], "int32"),
            np.int32(3),
            np.arange(5, dtype="int32"),
        ):
            want = np.asarray(table)[index]
            check.gives(rows(answer), table, jnp.asarray(index), want=want)


@check.because(
    "Compiled, a read beyond the end gives some row of the table, without a word.", hint=1
)
def test_too_large(answer, draw):
    """An index beyond the end is reported."""
    table = draw.array(5, 2)
    for index in (5, 6, 2**31 - 1):
        reports(answer, table, index, bad=True)


@check.because("A negative index counts from the end in NumPy; here it is a mistake.", hint=2)
def test_negative(answer, draw):
    """A negative index is reported."""
    table = draw.array(5, 2)
    for index in (-1, -5, -6, -(2**31)):
        reports(answer, table, index, bad=True)


@check.because("One bad index among many is a bad index.", hint=2)
def test_one_of_many(answer, draw):
    """One bad index among good ones is reported, wherever it is."""
    table = draw.array(4)
    for index in ([0, 3, 4], [-1, 2, 3], [[0, 1], [2, 9]], [1, 7, 0, 2]):
        reports(answer, table, index, bad=True)


@check.because("What is in range is fine, and so is nothing at all.", hint=3)
def test_good_ones_pass(answer, draw):
    """Good indices are not reported; an empty index is good."""
    for n in (1, 4):
        table = draw.array(n, 2)
        for index in (0, n - 1, list(range(n)), [], [[0], [n - 1]]):
            reports(answer, table, index, bad=False)


@check.because("The same program runs for other values: the check belongs to it.", hint=2)
def test_again(answer, draw):
    """A second call with other values is checked too."""
    function, table = checked(answer), draw.array(4, 2)
    for index, bad in (([1, 3], False), ([1, 4], True), ([0, 2], False), ([-1, 0], True)):
        reports(answer, table, index, bad=bad, function=lambda _: function)


@check.because("Mapped over a batch, the check sees each example.", hint=3)
def test_maps(answer, draw):
    """Under vmap, one bad example is reported."""
    table = draw.array(4, 2)

    def mapped(answer):
        return checkify.checkify(jax.jit(jax.vmap(answer, in_axes=(None, 0))))

    reports(answer, table, [0, 1, 3], bad=False, function=mapped)
    reports(answer, table, [0, 4, 3], bad=True, function=mapped)


@check.because(
    "checkify hands the error to the caller, who may ignore it. Printing is up to the caller too.",
    hint=3,
)
def test_prints_nothing(answer, draw):
    """The program prints nothing and calls nothing outside of it."""
    jaxpr = jax.make_jaxpr(checked(answer))(draw.array(4, 2), np.array([1, 7], "int32"))
    outside = {"debug_print", "debug_callback", "io_callback", "pure_callback"}
    check.avoids(jaxpr, outside)


@check.because(
    "A row is copied: what it holds is no sign of a bad index, and other rows have no part in it.",
    hint=3,
)
def test_unusual_rows(answer, draw):
    """NaN, infinities and integers that float32 cannot hold are rows like any others."""
    odd = np.array([[np.nan, 1.0], [np.inf, -np.inf], [2.0, 3.0]], dtype="float32")
    for table in (odd, draw.unusual("exact", 3, 2, dtype="int32"), odd > 1):
        index = np.array([2, 0, 1, 2], dtype="int32")
        check.gives(rows(answer), jax.device_put(table), jnp.asarray(index), want=table[index])
        reports(answer, jax.device_put(table), index, bad=False)
