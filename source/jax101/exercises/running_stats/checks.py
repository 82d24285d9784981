"""Checks of running_stats: pytest tests; `answer` is the learner's function."""

import jax
import jax.numpy as jnp
import numpy as np

from jax101 import assertions as check

NAN = float("nan")


def averaged(readings):
    """A slow, obvious answer."""
    arrived, means = [], []
    for reading in np.asarray(readings):
        if not np.isnan(reading):
            arrived.append(float(reading))
        means.append(sum(arrived) / len(arrived) if arrived else 0.0)
    return np.int32(len(arrived)), np.array(means, dtype=readings.dtype)


def with_gaps(draw, size, *missing, dtype="float32"):
    """Readings, some of which are missing."""
    readings = draw.numbers(size, dtype=dtype)
    readings[list(missing)] = NAN
    return jnp.asarray(readings)


@check.because(
    "scan traces its step: no value is there for an if, and each part of the carry keeps its type.",
    hint=2,
)
def test_values(answer, draw):
    """It counts in int32 and averages, after each reading."""
    for size in (5, 1):
        readings = draw.array(size)
        check.gives(answer, readings, want=averaged(readings))


@check.because("A NaN that gets into the mean stays there: keep the old mean by jnp.where.", hint=2)
def test_missing(answer, draw):
    """A missing reading changes neither the count nor the mean."""
    readings = with_gaps(draw, 7, 2, 3, 6)
    check.gives(answer, readings, want=averaged(readings))


@check.because("Before the first reading the count is 0, and 0 / 0 is NaN.", hint=2)
def test_first_missing(answer, draw):
    """As long as no reading arrived, the mean is 0."""
    readings = with_gaps(draw, 6, 0, 1, 4)
    check.gives(answer, readings, want=averaged(readings))


@check.because("The mean begins as a zero of the readings' dtype, or it is promoted.", hint=3)
def test_dtype(answer, draw):
    """The means have the dtype of the readings."""
    readings = with_gaps(draw, 6, 1, dtype="float16")
    check.gives(
        answer, readings, want=averaged(readings), tolerance=1e-2, what="the result for float16"
    )


@check.because("Under jit a reading has no value: an if cannot ask whether it is NaN.", hint=2)
def test_compiles(answer, draw):
    """Compiled, it gives the same."""
    readings = with_gaps(draw, 5, 0, 3)
    check.gives(jax.jit(answer), readings, want=averaged(readings))


@check.because(
    "A scan is one operation, however many readings there are.",
    see="control-flow#see-what-it-saves",
    hint=1,
)
def test_does_not_grow(answer, draw):
    """The program does not grow with the number of readings."""
    check.does_not_grow(lambda n: jax.make_jaxpr(answer)(draw.array(n)), small=3, large=100)


@check.because("The task is to keep a state, one reading after the other: that is scan.", hint=1)
def test_uses_scan(answer, draw):
    """The program contains a scan."""
    check.uses(jax.make_jaxpr(answer)(draw.array(5)), {"scan"})


@check.because(
    "A float cannot count: one more is rounded away, from 2048 on in float16 and from 16,777,216 "
    "on in float32.",
    hint=2,
)
def test_counts_far(answer):
    """The count is exact, after thousands of readings and after millions."""
    readings = jnp.asarray(np.where(np.arange(2600) % 13 == 5, NAN, 1.5).astype("float16"))
    count, _ = answer(readings)
    check.equal(
        count, np.int32(2400), given={"readings": "2600 of float16, 200 missing"}, what="the count"
    )
    many = 2**24 + 3
    count, _ = answer(jnp.ones(many, "float16"))
    check.equal(count, np.int32(many), given={"readings": f"{many} ones"}, what="the count")


@check.because("A reading of 0 arrived, and counts like any other.", hint=2)
def test_zero_is_a_reading(answer, draw):
    """Zeros are readings."""
    for kind in ("zeros", "signed zeros", "negatives"):
        readings = jnp.asarray(draw.unusual(kind, 6))
        check.gives(answer, readings, want=averaged(readings))


@check.because("A sum grows beyond the dtype where the mean does not: carry the mean.", hint=2)
def test_large_readings(answer):
    """The mean of large readings is finite."""
    readings = jnp.full(3, 3e4, "float16")
    check.gives(answer, readings, want=averaged(readings))


@check.because("Only a NaN did not arrive.", hint=2)
def test_infinite_reading(answer):
    """An infinite reading arrived, and counts."""
    readings = jnp.array([1.0, NAN, jnp.inf])
    check.gives(answer, readings, want=averaged(readings))
