"""Checks of positional_or_keyword: pytest tests; `answer` is the learner's function."""

import jax
import numpy as np

from jax101 import assertions as check


def affine(x, scale=3.0, shift=0.5):
    """A slow, obvious answer."""
    return (x.astype("float64") * scale + shift).astype(x.dtype)


@check.because("The result is x * scale + shift, with 3.0 and 0.5 where nothing is given.")
def test_values(answer, draw):
    """It scales and shifts, with its defaults."""
    x = draw.array(2, 3)
    want = np.asarray(x)
    check.gives(answer, x, 2.0, 1.25, want=affine(want, 2.0, 1.25))
    check.gives(answer, x, -4.0, want=affine(want, -4.0))
    check.gives(answer, x, want=affine(want))
    check.gives(answer, x, shift=0.25, want=affine(want, shift=0.25))


@check.because("A Python float takes the dtype of the array it meets; an array brings its own.")
def test_dtype_of_x(answer, draw):
    """The result keeps the dtype of x."""
    x = draw.array(5, dtype="float16")
    check.gives(answer, x, 2.0, 1.0, want=affine(np.asarray(x), 2.0, 1.0))


@check.because(
    "One program holds all of the function; outside of jit each operation is its own.", hint=1
)
def test_one_program(answer, draw):
    """The first call compiles one program, the same call again none."""
    x, y = draw.array(7), draw.array(7)
    check.compiles(answer, x, 2.0, 1.0, times=1)
    check.reuses(answer, x, 2.0, 1.0)
    check.compiles(answer, y, 2.0, 1.0, times=0)


@check.because(
    "Each new value of a static argument compiles again, so values belong in traced arguments.",
    see="jit#make-an-argument-static",
    hint=1,
)
def test_other_values(answer, draw):
    """Another scale or shift compiles nothing."""
    x = draw.array(3, 4)
    jax.block_until_ready(answer(x, 2.0, 1.0))
    for scale, shift in [(5.0, 1.0), (2.0, 7.0), (-0.5, 0.0)]:
        check.compiles(answer, x, scale, shift, times=0)
        check.gives(answer, x, scale, shift, want=affine(np.asarray(x), scale, shift))


@check.because(
    "Which arguments come by name is part of what the cache compares, and so is their number.",
    hint=2,
)
def test_every_call(answer, draw):
    """By position, by name, in any order or left out: nothing more is compiled."""
    x = draw.array(2, 5)
    jax.block_until_ready(answer(x, 2.0, 1.0))
    expected = np.asarray(x)
    calls = [
        ((x,), {"scale": 2.0, "shift": 1.0}),
        ((x,), {"shift": 1.0, "scale": 2.0}),
        ((x, 2.0), {"shift": 1.0}),
        ((), {"x": x, "scale": 2.0, "shift": 1.0}),
        ((x, 2.0), {}),
        ((x,), {"scale": 2.0}),
        ((x,), {"shift": 1.0}),
        ((x,), {}),
        ((), {"x": x}),
    ]
    for args, kwargs in calls:
        check.compiles(answer, *args, times=0, **kwargs)
        given = {name: value for name, value in kwargs.items() if name != "x"}
        check.gives(answer, *args, want=affine(expected, *args[1:], **given), **kwargs)


@check.because("jax.numpy outside of the compiled function runs programs of its own.", hint=1)
def test_is_compiled(answer, draw):
    """A call runs the one program and nothing besides."""
    check.is_compiled(answer, draw.array(4))


@check.because("A shortcut for special values is a second way, which no program has seen.", hint=1)
def test_no_shortcut(answer, draw):
    """Zero and one are numbers like any others."""
    x = draw.array(3)
    for scale, shift in ((1.0, 0.0), (0.0, 0.0), (1.0, 0.5), (0.0, 0.5), (2.0, 0.0), (3.0, 0.5)):
        check.is_compiled(answer, x, scale=scale, shift=shift)
        check.gives(answer, x, scale, shift, want=affine(np.asarray(x), scale, shift))
