"""Checks of register_state: pytest tests; `answer` is the learner's function."""

from dataclasses import dataclass, fields, make_dataclass, replace

import jax
import jax.numpy as jnp
import numpy as np

from jax101 import assertions as check


def registered(answer):
    """A new class with the five fields, which the answer has registered."""

    @dataclass
    class State:
        weights: dict
        mean: jax.Array
        rate: float
        depth: int
        activation: str

    State.__qualname__ = "State"
    returned = answer(State)
    if returned is not State:
        raise check.CheckFailed(
            "register_state does not return the class it was given",
            expected="cls",
            actual=repr(returned),
            why="As a decorator, what it returns takes the place of the class.",
        )
    return State


def example(cls, draw):
    """An instance."""
    weights = {"w": draw.array(3), "b": draw.array(3)}
    return cls(weights=weights, mean=draw.array(3), rate=0.5, depth=2, activation="relu")


def program(state):
    """A function that uses every field as the task says."""
    x = state.mean
    for _ in range(state.depth):
        x = state.weights["w"] * x + state.weights["b"]
    x = jnp.tanh(x) if state.activation == "tanh" else jnp.maximum(x, 0.0)
    return state.rate * x


def expected(state):
    """The same in NumPy."""
    x = np.asarray(state.mean)
    for _ in range(state.depth):
        x = np.asarray(state.weights["w"]) * x + np.asarray(state.weights["b"])
    x = np.tanh(x) if state.activation == "tanh" else np.maximum(x, 0.0)
    return np.float32(state.rate) * x


@check.because("An object of a class that JAX does not know is a leaf, and no array.", hint=2)
def test_is_a_node(answer, draw):
    """An instance is a node, and comes back whole."""
    state = example(registered(answer), draw)
    leaves, structure = jax.tree.flatten(state)
    if jax.tree_util.treedef_is_leaf(structure):
        raise check.CheckFailed(
            "An instance still is a leaf",
            expected="a node whose children are the data fields",
            actual=str(structure),
        )
    again = jax.tree.unflatten(structure, leaves)
    if type(again) is not type(state):
        raise check.CheckFailed(
            "Taken apart and built again, it is something else",
            expected=type(state).__qualname__,
            actual=type(again).__qualname__,
        )
    for field in fields(state):
        want, got = getattr(state, field.name), getattr(again, field.name, "nothing")
        same = jax.tree.structure(want) == jax.tree.structure(got) and all(
            np.array_equal(a, b)
            for a, b in zip(jax.tree.leaves(want), jax.tree.leaves(got), strict=True)
        )
        if not same:
            raise check.CheckFailed(
                f"Taken apart and built again, the field {field.name} is another",
                expected=want,
                actual=got,
            )


@check.because(
    "Data fields are traced: inside jit they have no value for range() or an if, and no string is one.",
    hint=1,
)
def test_meta_is_known(answer, draw):
    """Inside a compiled function, depth and activation are Python values."""
    state = example(registered(answer), draw)
    for activation in ("relu", "tanh"):
        chosen = replace(state, activation=activation)
        check.gives(jax.jit(program), chosen, want=expected(chosen))


@check.because(
    "Meta values are compared with those of earlier calls, and two arrays do not compare to one bool.",
    hint=2,
)
def test_second_call(answer, draw):
    """A second call works, with another mean."""
    state, other = example(registered(answer), draw), draw.array(3) + 20
    compiled = jax.jit(program)
    for mean in (state.mean, jnp.array(state.mean), other):
        again = replace(state, mean=mean)
        check.gives(compiled, again, want=expected(again))


@check.because("A meta value is part of the program: a new one means a new program.", hint=1)
def test_new_data_compiles_nothing(answer, draw):
    """Other weights, another mean, another rate: the same program."""
    state = example(registered(answer), draw)
    compiled = jax.jit(program)
    check.gives(compiled, state, want=expected(state))
    other = {"b": draw.array(3), "w": draw.array(3)}  # in another order, too
    for changed in ({"weights": other}, {"mean": draw.array(3) + 9}, {"rate": 0.25}):
        again = replace(state, **changed)
        check.compiles(compiled, again, times=0)
        check.gives(compiled, again, want=expected(again))


@check.because("The structure must tell two values of a meta field apart.", hint=1)
def test_new_meta_compiles_once(answer, draw):
    """Another depth or activation: another program, once."""
    state = example(registered(answer), draw)
    compiled = jax.jit(program)
    check.gives(compiled, state, want=expected(state))
    for changed in ({"depth": 3}, {"activation": "tanh"}):
        again = replace(state, **changed)
        check.compiles(compiled, again, times=1)
        check.compiles(compiled, again, times=0)
        check.gives(compiled, again, want=expected(again))


@check.because(
    "JAX puts other things in the place of leaves, such as axes or placeholders; building must accept them."
)
def test_any_leaf(answer, draw):
    """An instance can be built from leaves that are no arrays."""
    state = example(registered(answer), draw)
    named = jax.tree.map(lambda leaf: f"{np.shape(leaf)}", state)
    check.equal(named.weights, {"w": "(3,)", "b": "(3,)"}, what="weights of the new instance")
    check.equal((named.mean, named.rate), ("(3,)", "()"), what="mean and rate of the new instance")


@check.because("Annotations may be strings, or say more: a field is known by its name.", hint=2)
def test_annotations(answer, draw):
    """What the annotations say does not matter."""
    names = ("weights", "mean", "rate", "depth", "activation")
    cls = answer(make_dataclass("State", [(name, "whatever") for name in names]))
    leaves = jax.tree.leaves(example(cls, draw))
    if len(leaves) != 4:
        raise check.CheckFailed(
            "Other fields are data if the annotations are strings",
            expected="two weights, mean and rate", actual=leaves,
        )  # fmt: skip
