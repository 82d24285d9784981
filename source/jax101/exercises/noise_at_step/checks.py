"""Checks of noise_at_step: pytest tests; `answer` is the learner's function."""

import jax
import numpy as np

from jax101 import assertions as check

MANY = 400
SAMPLE = 300_000
LUCK = 3  # numbers of 23 random bits that two vectors may share by chance


def noise(answer, key, step, n):
    """The noise as a NumPy array; fails when its form is wrong."""
    result = answer(key, step, n)
    form = f"{getattr(result, 'dtype', type(result).__name__)}{getattr(result, 'shape', '')}"
    if not isinstance(result, jax.Array) or form != f"float32({n},)":
        raise check.CheckFailed(
            "The noise has another form",
            given={"key": key, "step": step, "n": n},
            expected=f"a JAX array, float32({n},)",
            actual=form,
        )
    return np.asarray(result)


def unrelated(headline, given, one, two):
    """Two vectors share no numbers, but for luck, and do not rise and fall together."""
    shared, together = np.isin(one, two).sum(), np.corrcoef(one, two)[0, 1]
    if shared > LUCK or (one.size >= MANY and abs(together) > 0.3):
        raise check.CheckFailed(
            headline,
            given=given,
            expected="no number in common, but for luck, and a correlation near 0",
            actual=f"{shared} of {one.size} numbers in common, a correlation of {together:.3f}",
        )


@check.because("Each step has n numbers from the standard normal distribution.", hint=3)
def test_normal(answer, draw):
    """It draws n standard normal numbers."""
    noise(answer, draw.key(), 2, 4)
    numbers = noise(answer, draw.key(), 3, MANY)
    for what, expected, actual, within in [
        ("mean", 0.0, numbers.mean(), 0.3),
        ("standard deviation", 1.0, numbers.std(), 0.25),
    ]:
        if not abs(actual - expected) < within:
            raise check.CheckFailed(
                f"The {what} of the noise is far off",
                given={"step": 3, "n": MANY},
                expected=f"about {expected}",
                actual=f"{actual:.2f}",
            )


@check.because("The step has to change the key that is drawn from.", hint=1)
def test_steps_differ(answer, draw):
    """Every step has noise of its own."""
    key, steps = draw.key(), (0, 1, 2, 5)
    drawn = [noise(answer, key, step, MANY) for step in steps]
    for i, step in enumerate(steps):
        for j in range(i):
            given = {"key": key, "one step": steps[j], "another step": step, "n": MANY}
            unrelated("Two steps have related noise", given, drawn[j], drawn[i])


@check.because("A run that is resumed at step 3 must draw what it would have drawn.", hint=1)
def test_no_history(answer, draw):
    """A step has the same noise, whatever was drawn before."""
    key, n = draw.key(), 4
    first = {step: noise(answer, key, step, n) for step in (0, 1, 2, 3)}
    for step in (3, 0):
        check.gives(answer, key, step, n, want=first[step], what="the noise drawn again")


@check.because("Two runs with different keys have different noise.", hint=1)
def test_follows_the_key(answer, draw):
    """Every key has noise of its own."""
    key, step = draw.key(), 3
    other = jax.random.split(key)[1]
    given = {"key": key, "another key": other, "step": step, "n": MANY}
    one, two = noise(answer, key, step, MANY), noise(answer, other, step, MANY)
    unrelated("Two keys have related noise", given, one, two)


@check.because(
    "In a compiled loop, step is a tracer: it can be computed with, but not counted to, and it "
    "cannot be a shape.",
    hint=2,
)
def test_traced_step(answer, draw):
    """Compiled with a traced step, it gives the same, from one trace."""
    key, n = draw.key(), 4
    counted = check.Counted(answer)
    jitted = jax.jit(counted, static_argnames=["n"])
    for step in (2, 5, 0):
        check.gives(jitted, key, np.int32(step), n=n, want=noise(answer, key, step, n))
    check.traced(counted, key, np.int32(0), n, times=1)


@check.because("The key of a step comes from the step's number at once.", hint=2)
def test_cost(answer, draw):
    """There is no loop over the steps before."""
    jaxpr = jax.make_jaxpr(lambda key, step: answer(key, step, 4))(draw.key(), np.int32(3))
    check.avoids(jaxpr, {"while", "scan"})


@check.because("No table of keys is long enough: an index beyond its end is clamped.", hint=2)
def test_far_steps(answer, draw):
    """Far steps have noise of their own too."""
    key, n = draw.key(), 4
    steps = [1, 1000, 999_999, 1_000_000, 2**16, 2**24, 2**24 + 1, 2**31 - 2, 2**31 - 1]
    drawn = [noise(answer, key, np.int32(step), n) for step in steps]
    for i, step in enumerate(steps):
        for j in range(i):
            given = {"one step": steps[j], "another step": step, "n": n}
            unrelated("Two far steps have related noise", given, drawn[j], drawn[i])


@check.because("Adding numbers makes step 1 of one seed and step 0 of the next collide.", hint=2)
def test_neighbouring_seeds(answer, draw):
    """Runs with neighbouring seeds share no noise."""
    seed, n = draw.integer(0, 1000), 4
    drawn = {
        (seed + more, step): noise(answer, jax.random.key(seed + more), step, n)
        for more in (0, 1)
        for step in (0, 1)
    }
    names = list(drawn)
    for i, one in enumerate(names):
        for two in names[:i]:
            given = {"one seed and step": str(two), "another": str(one), "n": n}
            unrelated("Two runs share noise", given, drawn[two], drawn[one])


@check.because("A sum of a few uniform numbers looks normal, but has no tails.", hint=3)
def test_tails(answer, draw):
    """Numbers far from 0 are as frequent as in the normal distribution."""
    numbers = noise(answer, draw.key(), 3, SAMPLE).astype("float64")
    kurtosis = np.mean((numbers - numbers.mean()) ** 4) / numbers.var() ** 2
    if not abs(kurtosis - 3) < 0.054:
        raise check.CheckFailed(
            "The tails are not those of a normal distribution",
            given={"step": 3, "n": SAMPLE},
            expected="a kurtosis of about 3",
            actual=f"{kurtosis:.2f}",
        )
