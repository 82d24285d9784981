"""Checks of bump_at: pytest tests; `answer` is the learner's function."""

import jax
import numpy as np

from jax101 import assertions as check


def bumped(counts, places):
    """A slow, obvious answer."""
    result = np.array(counts)
    for place in np.asarray(places):
        result[place] += 1
    return result


def visits(draw, size, *, among):
    """Places with repetitions; with several of them, at least one place is named three times."""
    places = [draw.integer(0, among - 1) for _ in range(size)]
    places[2:4] = [places[0], places[0]]
    return jax.device_put(np.array(places[:size], dtype="int32"))


@check.because("An update with .at returns the new array; the old one never changes.", hint=2)
def test_different_places(answer, draw):
    """Places that are all different: each count is one higher."""
    for size, named in [(5, [3, 0, 4]), (4, [2])]:
        counts = draw.array(size, dtype="int32")
        places = jax.device_put(np.array(named, dtype="int32"))
        check.gives(answer, counts, places, want=bumped(counts, places))


@check.because(
    "Every visit counts. All places are read before any is written, so `.set` keeps one of "
    "several equal values.",
    see="sharp-bits#update-a-copy",
    hint=1,
)
def test_repeated_places(answer, draw):
    """A place that is named three times gets three more."""
    for size, named in [(5, 7), (3, 11)]:
        counts = draw.array(size, dtype="int32")
        places = visits(draw, named, among=size)
        check.gives(answer, counts, places, want=bumped(counts, places))


@check.because(
    "A Python 1 takes on the dtype of counts; a second array brings its own dtype.", hint=3
)
def test_dtype_of_counts(answer, draw):
    """The result keeps the dtype of counts."""
    for dtype in ("int8", "float16", "uint32", "bfloat16"):
        counts = draw.array(4, dtype=dtype)
        places = visits(draw, 6, among=4)
        check.gives(answer, counts, places, want=bumped(counts, places))


@check.because("float32 holds whole numbers up to 2**24: count in the dtype of counts.", hint=3)
def test_large_counts(answer, draw):
    """Counts that no float32 can hold are exact too."""
    counts = jax.device_put(draw.unusual("exact", 5, dtype="int32"))
    places = visits(draw, 7, among=5)
    check.gives(answer, counts, places, want=bumped(counts, places))


@check.because(
    "Under jit, both arguments are tracers: NumPy cannot read their values, and the number of "
    "different places is not known.",
    see="quickstart#compile-a-function",
)
def test_compiles(answer, draw):
    """Compiled, it gives the same."""
    counts, places = draw.array(5, dtype="int32"), visits(draw, 7, among=5)
    check.gives(jax.jit(answer), counts, places, want=bumped(counts, places))


@check.because("One operation handles all places.", hint=2)
def test_does_not_grow(answer, draw):
    """The program does not grow with the number of places."""
    counts = draw.array(5, dtype="int32")

    def trace(size):
        return jax.make_jaxpr(answer)(counts, visits(draw, size, among=5))

    check.does_not_grow(trace, small=4, large=100, of="places")


@check.because(
    "Count in whole numbers of 32 bits: a share, a small integer and a half float all round.",
    hint=3,
)
def test_many_visits(answer):
    """A place that is named very often gets exactly as many more."""
    for times in (np.arange(1, 11, dtype="int32"), np.array([3, 257, 70_001], dtype="int32")):
        places = jax.device_put(np.repeat(np.arange(len(times), dtype="int32"), times))
        check.gives(jax.jit(answer), jax.device_put(np.zeros_like(times)), places, want=times)
