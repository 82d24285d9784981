"""Checks of ema_update: pytest tests; `answer` is the learner's function."""

from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np

from jax101 import assertions as check


class Layer(NamedTuple):
    """A layer whose parameters are attributes."""

    w: object
    b: object


def moved(average, params, decay):
    """A slow, obvious answer for one array."""
    if average is None:
        return np.asarray(params)
    exact = decay * np.asarray(average, "float64") + (1 - decay) * np.asarray(params, "float64")
    return exact.astype(params.dtype)


@check.because("decay is the share of the average that is kept, 1 - decay that of what is new.")
def test_values(answer, draw):
    """Each array moves towards the new one."""
    old = {"in": {"w": draw.array(2, 3), "b": draw.array(3)}, "out": {"w": draw.array(3)}}
    new = {"in": {"w": draw.array(2, 3), "b": draw.array(3)}, "out": {"w": draw.array(3)}}
    for decay in (0.75, 0.0):
        want = {
            "in": {name: moved(old["in"][name], new["in"][name], decay) for name in ("w", "b")},
            "out": {"w": moved(old["out"]["w"], new["out"]["w"], decay)},
        }
        check.gives(answer, old, new, decay, want=want)


@check.because("None is no leaf: a map sees it only if `is_leaf` says so.", hint=2)
def test_not_averaged_yet(answer, draw):
    """Where the average is None, it becomes the parameter."""
    old = {"a": draw.array(2), "b": None, "c": {"d": None, "e": draw.array(3)}}
    new = {"a": draw.array(2), "b": draw.array(4), "c": {"d": draw.array(5), "e": draw.array(3)}}
    want = {
        "a": moved(old["a"], new["a"], 0.5),
        "b": np.asarray(new["b"]),
        "c": {"d": np.asarray(new["c"]["d"]), "e": moved(old["c"]["e"], new["c"]["e"], 0.5)},
    }
    check.gives(answer, old, new, 0.5, want=want)


@check.because("The result has the structure of params, and None is part of a structure.", hint=2)
def test_no_parameter(answer, draw):
    """Where params has None, the result has None."""
    old = {"w": draw.array(2), "b": None, "scale": None}
    new = {"w": draw.array(2), "b": None, "scale": draw.array(3)}
    want = {"w": moved(old["w"], new["w"], 0.25), "b": None, "scale": np.asarray(new["scale"])}
    check.gives(answer, old, new, 0.25, want=want)


@check.because("A tree is a value: an update makes a new one and leaves the old one alone.", hint=1)
def test_pure(answer, draw):
    """The arguments stay as they are."""
    old = {"in": {"w": draw.array(2), "b": None}}
    new = {"in": {"w": draw.array(2), "b": draw.array(3)}}
    check.pure(answer, old, new, 0.5)


@check.because("A tree is more than dictionaries, and the result is built like params.", hint=1)
def test_any_container(answer, draw):
    """It keeps lists, tuples and named tuples."""
    old = [Layer(draw.array(2, 3), None), (draw.array(4), [None])]
    new = [Layer(draw.array(2, 3), draw.array(3)), (draw.array(4), [draw.array(5)])]
    want = [
        Layer(moved(old[0].w, new[0].w, 0.5), np.asarray(new[0].b)),
        (moved(old[1][0], new[1][0], 0.5), [np.asarray(new[1][1][0])]),
    ]
    check.gives(answer, old, new, 0.5, want=want)


@check.because(
    "A Python number takes the dtype of the array it meets; an array or NumPy scalar does not."
)
def test_dtypes(answer, draw):
    """Each array keeps its dtype."""
    old = {dtype: draw.array(3, dtype=jnp.dtype(dtype)) for dtype in ("bfloat16", "float16")}
    new = {dtype: draw.array(3, dtype=jnp.dtype(dtype)) for dtype in ("bfloat16", "float16")}
    want = {dtype: moved(old[dtype], new[dtype], 0.75) for dtype in old}
    check.gives(answer, old, new, 0.75, want=want)


@check.because("Under jit the leaves are tracers: NumPy cannot read them.", hint=1)
def test_compiles(answer, draw):
    """Compiled, it gives the same."""
    old = {"w": draw.array(2, 3), "b": None}
    new = {"w": draw.array(2, 3), "b": draw.array(3)}
    want = {"w": moved(old["w"], new["w"], 0.75), "b": np.asarray(new["b"])}
    check.gives(jax.jit(answer), old, new, 0.75, want=want)


@check.because(
    "In bfloat16, 0.999 is 1, and average - params is as coarse: take 1 - decay while decay is a "
    "Python number, and weigh each of the two alone."
)
def test_decay_near_one(answer):
    """With decay 0.999, a bfloat16 average moves."""
    old, new = {"w": jnp.zeros(2, "bfloat16")}, {"w": jnp.array([1000, -3000], "bfloat16")}
    check.gives(answer, old, new, 0.999, want={"w": moved(old["w"], new["w"], 0.999)})


@check.because(
    "average + (1 - decay) * (params - average) is equal on paper; the difference rounds, and may "
    "overflow.",
)
def test_far_apart(answer):
    """It is right where average and params differ by much."""
    for dtype, before, latest, decay in (
        ("float32", [1e8, 3.0], [1.0, -1e9], 0.0),
        ("float16", [60000, 3.0], [-60000, 3.0], 0.5),
    ):
        old, new = {"w": jnp.array(before, dtype)}, {"w": jnp.array(latest, dtype)}
        check.gives(answer, old, new, decay, want={"w": moved(old["w"], new["w"], decay)})
