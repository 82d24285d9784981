"""Checks of decay_mask: pytest tests; `answer` is the learner's function."""

from typing import NamedTuple

import jax

from jax101 import assertions as check


class Linear(NamedTuple):
    """A layer whose parameters are attributes."""

    w: object
    b: object


@check.because("The task is about names: a parameter decays if its own is `w`.", hint=1)
def test_names(answer, draw):
    """In nested dictionaries, exactly the parameters named w decay."""
    params = {
        "dense": {"w": draw.array(2, 3), "b": draw.array(3)},
        "norm": {"scale": draw.array(3)},
    }
    want = {"dense": {"w": True, "b": False}, "norm": {"scale": False}}
    check.gives(answer, params, want=want)


@check.because("A bias of rank 2 stays a bias, and a weight of rank 1 a weight.", hint=1)
def test_any_shape(answer, draw):
    """The shape of a parameter does not matter."""
    params = {
        "gate": {"w": draw.array(4), "b": draw.array(2, 3)},
        "out": {"w": draw.array(2, 3, 4), "b": draw.array(1, 2, 1)},
    }
    want = {"gate": {"w": True, "b": False}, "out": {"w": True, "b": False}}
    check.gives(answer, params, want=want)


@check.because("Only the last key is the parameter's own name; the others say where it is.", hint=2)
def test_only_the_last_key(answer, draw):
    """Other keys of the path do not matter."""
    params = {
        "w": {"b": draw.array(2), "w": draw.array(3)},
        "window": {"bias_w": draw.array(4), "width": draw.array(5), "W": draw.array(2)},
        "head.w": draw.array(3), "['w']": draw.array(2), "/w": draw.array(2),
    }  # fmt: skip
    want = {
        "w": {"b": False, "w": True},
        "window": {"bias_w": False, "width": False, "W": False},
        "head.w": False, "['w']": False, "/w": False,
    }  # fmt: skip
    check.gives(answer, params, want=want)


@check.because("A tree is more than dictionaries; map_with_path walks whatever is a node.", hint=2)
def test_any_container(answer, draw):
    """It works through lists, tuples and named tuples."""
    params = [
        Linear(w=draw.array(2, 3), b=draw.array(3)),
        (draw.array(4), {"w": draw.array(5)}),
    ]
    want = [Linear(w=True, b=False), (False, {"w": True})]
    check.gives(answer, params, want=want)


@check.because("Whether a parameter decays depends on its name, so no array is needed to say it.")
def test_no_arrays_needed(answer, draw):
    """It works on shapes alone, before there are arrays."""
    shapes = jax.eval_shape(lambda: {"w": draw.array(2, 3), "b": draw.array(3)})
    check.gives(answer, shapes, want={"w": True, "b": False})


@check.because(
    "The last key of an array in a list is its position, whatever the list is called.", hint=3
)
def test_list_named_w(answer, draw):
    """The arrays of a list named w do not decay."""
    params = {"w": [draw.array(2), {"w": draw.array(3)}], "b": draw.array(2)}
    check.gives(answer, params, want={"w": [False, {"w": True}], "b": False})


@check.because(
    "An array that is the whole tree has an empty path, so it has no name. None has no array.",
    hint=3,
)
def test_lone_array_and_none(answer, draw):
    """A tree may be one array, and None stays None."""
    check.gives(answer, draw.array(3), want=False)
    check.gives(answer, {"w": draw.array(2), "b": None}, want={"w": True, "b": None})
