"""Checks of trace_budget: pytest tests; `answer` is the learner's function."""

import jax
import jax.numpy as jnp
import numpy as np

from jax101.checker import assertions as check

BUDGET = 7
LONGEST = 64


def spread(values, used):
    """The mean and the range of what is used."""
    total = jnp.where(used, values, 0).sum()
    high = jnp.where(used, values, -jnp.inf).max()
    low = jnp.where(used, values, jnp.inf).min()
    return total / used.sum(), high - low


def reversed_total(values, used):
    """A sum of integers, each times its place."""
    return jnp.where(used, values * jnp.arange(1, values.size + 1, dtype=values.dtype), 0).sum()


@check.because("Filler is no data: used must be False exactly where values were added.", hint=2)
def test_values(answer, draw):
    """The result is the statistic of the numbers in x."""
    run = answer(spread)
    for length in (5, 1, 12, 8, 64):
        x = draw.numbers(length)
        want = x.mean(dtype="float64").astype("float32"), x.max() - x.min()
        check.gives(run, x, want=want)


@check.because("np.zeros and np.concatenate with it turn other dtypes into float64.", hint=3)
def test_dtype_of_x(answer, draw):
    """The statistic gets the dtype of x, and a boolean vector."""
    seen = []

    def look(values, used):
        seen.append((str(values.dtype), str(used.dtype), values.ndim, used.shape == values.shape))
        return jnp.where(used, values, 0).sum(dtype=values.dtype)

    for dtype in ("int32", "float16"):
        x = draw.numbers(11, dtype=dtype)
        check.gives(answer(look), x, want=x.sum(dtype=x.dtype))
        if seen[-1] != (dtype, "bool", 1, True):
            got = seen[-1]
            raise check.CheckFailed(
                "The statistic gets other vectors",
                given={"x": x},
                expected=f"values of dtype {dtype}, used of dtype bool, both 1-D and equally long",
                actual=f"values of dtype {got[0]}, used of dtype {got[1]}, {got[2]}-D"
                + ("" if got[3] else ", of different shapes"),
            )


@check.because("Tracing and compiling cost far more than running: keep what was compiled.", hint=1)
def test_compiled_once(answer, draw):
    """The statistic is compiled, and traced once for a length."""
    counted = check.Counted(spread)
    run = answer(counted)
    x, y = draw.numbers(9), draw.numbers(9)
    check.reuses(run, x)
    run(y)
    check.traced(counted, y, np.ones(9, bool), times=1)


@check.because("Each length of vector that the program sees is another program.", hint=1)
def test_traces(answer, draw):
    """All lengths from 1 to 64 trace the statistic at most 7 times."""
    lengths = []

    def look(values, used):
        lengths.append(values.size)
        return jnp.where(used, values, 0).sum()

    run = answer(look)
    for length in range(1, LONGEST + 1):
        run(draw.numbers(length))
    if len(lengths) > BUDGET:
        raise check.CheckFailed(
            f"The statistic is traced {len(lengths)} times",
            expected=f"at most {BUDGET} traces for all lengths from 1 to {LONGEST}",
            actual=f"{len(lengths)} traces, with vectors of {', '.join(map(str, lengths))} numbers",
        )


@check.because("Filler is computed on like data: twice the length is twice the work.", hint=2)
def test_filler(answer, draw):
    """The vectors are at most twice as long as x."""
    lengths = []

    def look(values, used):
        lengths.append(values.size)
        return jnp.where(used, values, 0).sum()

    for length in (1, 2, 3, 5, 9, 17, 33):
        x = draw.numbers(length)
        jax.block_until_ready(answer(look)(x))
        if lengths[-1] > 2 * length:
            raise check.CheckFailed(
                "There is more filler than data",
                given={"x": x},
                expected=f"vectors of at most {2 * length} numbers",
                actual=f"vectors of {lengths[-1]} numbers",
            )


@check.because("Outside of jit each jax.numpy call is a program of its own, one for each shape.", hint=3)
def test_everything_counts(answer, draw):
    """Nothing but the statistic is compiled: at most 7 programs in all."""
    run = answer(reversed_total)
    with check.counting_events() as events:
        for length in range(1, LONGEST + 1):
            jax.block_until_ready(run(draw.numbers(length, dtype="int32")))
    if events.compiles > BUDGET:
        raise check.CheckFailed(
            f"{events.compiles} programs are compiled",
            expected=f"at most {BUDGET} programs for all lengths from 1 to {LONGEST}",
            actual=f"{events.compiles}, though the statistic was traced at most {BUDGET} times",
        )
