"""Checks of pure_scale: pytest tests; `answer` is the learner's function."""

import jax
import numpy as np

from jax101 import assertions as check


def scaled(x, gain, peak):
    """A slow, obvious answer."""
    x = np.asarray(x)
    products = np.array([gain * value for value in x], dtype="float32")
    return products, np.array(max([peak, *x]), dtype="float32")


def scalar(number):
    """A float32 scalar as a JAX array."""
    return jax.device_put(np.float32(number))


def compare(function, x, gain, peak):
    """Call with scalars, compare with the slow answer."""
    check.gives(function, x, scalar(gain), scalar(peak), want=scaled(x, gain, peak))


@check.because("Both scalars are parameters now: use them, and nothing else.", hint=2)
def test_gain_and_peak(answer, draw):
    """It multiplies by gain, and returns the new peak."""
    compare(answer, draw.array(5), 3.0, -100.0)
    compare(answer, draw.array(4), 0.5, 100.0)


@check.because("What the function needs to know arrives as an argument.", hint=1)
def test_same_call(answer, draw):
    """The same call gives the same, whatever was called before."""
    x = draw.array(6)
    compare(answer, x, 2.0, 1.0)
    compare(answer, x + 50, 2.0, 1.0)
    compare(answer, x, 2.0, 1.0)


@check.because("A compiled function keeps what a global held when it was traced.", hint=1)
def test_new_gain(answer, draw):
    """Another gain counts, also for the same x."""
    x = draw.array(3)
    for gain in (4.0, 0.25):
        compare(answer, x, gain, 0.0)


@check.because(
    "Under jit, all three are tracers: Python and NumPy cannot read their values.",
    see="jit#do-not-branch-on-a-value",
)
def test_one_program(answer, draw):
    """Compiled, it gives the same, and a new gain needs no new trace."""
    x = draw.array(5)
    counted = check.Counted(answer)
    jitted = jax.jit(counted)
    for gain, peak in [(3.0, -100.0), (0.5, 100.0)]:
        compare(jitted, x, gain, peak)
    check.traced(counted, x, scalar(0.5), scalar(100.0), times=1)


@check.because("The peak leaves the function by return, and no other way.", hint=2)
def test_nothing_left_behind(answer, draw):
    """No tracer stays behind in a global."""
    try:
        check.leaks_nothing(answer, draw.array(5), scalar(3.0), scalar(0.0))
    except Exception as error:
        if "Leaked" not in str(error):
            raise
        raise check.CheckFailed(
            "A tracer stays behind after tracing",
            expected="no value is kept outside of the function",
            actual=str(error).splitlines()[0],
        ) from error


@check.because("The peak is the largest element so far, and not at least 0.", hint=2)
def test_below_zero(answer, draw):
    """A peak may be negative."""
    compare(answer, jax.device_put(draw.unusual("negatives", 4)), 0.5, -100.0)
