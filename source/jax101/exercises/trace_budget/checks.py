"""Checks of trace_budget: pytest tests; `answer` is the learner's function."""

import jax.numpy as jnp
import numpy as np

from jax101 import assertions as check

BUDGET = 6
LONGEST = 32


def spread(values, used):
    """The mean and the range of what is used."""
    total = jnp.where(used, values, 0).sum()
    high = jnp.where(used, values, -jnp.inf).max()
    low = jnp.where(used, values, jnp.inf).min()
    return total / used.sum(), high - low


def weighted_total(values, used):
    """A sum of integers, each times its place."""
    return jnp.where(used, values * np.arange(1, values.size + 1, dtype="int32"), 0).sum()


def recording(seen, note):
    """A sum that notes something about its vectors whenever it is traced."""

    def total(values, used):
        seen.append(note(values, used))
        return jnp.where(used, values, 0).sum(dtype=values.dtype)

    return total


@check.because("Filler is no data: used must be False exactly where values were added.", hint=2)
def test_values(answer, draw):
    """The result is the statistic of the numbers in x."""
    run = answer(spread)
    for length in (5, 1, 8):
        x = draw.numbers(length)
        want = x.mean(dtype="float64").astype("float32"), x.max() - x.min()
        check.gives(run, x, want=want)


@check.because("Data may hold any number, zeros and repetitions among them.", hint=2)
def test_any_numbers(answer, draw):
    """Zeros and repetitions are data."""
    run = answer(spread)
    for kind in ("zeros", "signed zeros", "one value", "ties", "negatives"):
        x = draw.unusual(kind, 6)
        want = x.mean(dtype="float64").astype("float32"), x.max() - x.min()
        check.gives(run, x, want=want)


@check.because(
    "NumPy makes float64 unless it is told a dtype; jax.jit makes float32 of that.", hint=3
)
def test_dtype_of_x(answer, draw):
    """The statistic gets values in the dtype of x, and used as booleans."""
    seen = []
    run = answer(recording(seen, lambda values, used: f"{values.dtype} and {used.dtype}"))
    for dtype in ("int32", "float16"):
        x = draw.numbers(11, dtype=dtype)
        check.gives(run, x, want=x.sum(dtype=x.dtype))
        if seen[-1] != f"{dtype} and bool":
            raise check.CheckFailed(
                "The statistic gets vectors of other dtypes",
                given={"x": x},
                expected=f"values and used of {dtype} and bool",
                actual=seen[-1],
            )


@check.because(
    "jax.jit remembers what it compiled for one function, so make that only once.", hint=3
)
def test_compiled_once(answer, draw):
    """A second vector of the same length compiles nothing and runs no Python of the statistic."""
    counted = check.Counted(spread)
    run = answer(counted)
    x, y = draw.numbers(9), draw.numbers(9)
    check.reuses(run, x)
    run(y)
    if counted.count != 1:
        raise check.CheckFailed(
            "The statistic is not compiled",
            given={"x": y},
            expected="Python runs it once for this length, while tracing",
            actual=f"Python ran it in each of {counted.count} calls",
        )


@check.because("A program is made for one length of its arguments, and no other.", hint=1)
def test_traces(answer, draw):
    """All lengths from 1 to 32 trace the statistic at most 6 times."""
    seen = []
    run = answer(recording(seen, lambda values, _: values.size))
    for length in range(1, LONGEST + 1):
        run(draw.numbers(length))
        if len(seen) > BUDGET:
            raise check.CheckFailed(
                f"The statistic is traced {len(seen)} times for the lengths from 1 to {length}",
                expected=f"at most {BUDGET} traces for all lengths from 1 to {LONGEST}",
                actual=f"traced with vectors of {', '.join(map(str, seen))} numbers",
            )


@check.because("Filler is computed on like data: twice the length is twice the work.", hint=2)
def test_filler(answer, draw):
    """The vectors are at most twice as long as x."""
    seen = []
    run = answer(recording(seen, lambda values, _: values.size))
    for length in (3, 17, 1):
        x = draw.numbers(length)
        run(x)
        if seen[-1] > 2 * length:
            raise check.CheckFailed(
                "There is more filler than data",
                given={"x": x},
                expected=f"vectors of at most {2 * length} numbers",
                actual=f"vectors of {seen[-1]} numbers",
            )


@check.because("Outside of jit, each jax.numpy call is a program too, one for each shape.", hint=3)
def test_everything_counts(answer, draw):
    """All lengths from 1 to 32 compile at most 6 programs, whatever they are for."""
    run = answer(weighted_total)
    with check.counting_events() as events:
        for length in range(1, LONGEST + 1):
            run(draw.numbers(length, dtype="int32"))
            if events.compiles > BUDGET:
                break
    if events.compiles > BUDGET:
        raise check.CheckFailed(
            f"{events.compiles} programs are compiled for the lengths from 1 to {length}",
            expected=f"at most {BUDGET} programs for all lengths from 1 to {LONGEST}",
            actual=f"{events.compiles}; the statistic itself is traced less often",
        )
