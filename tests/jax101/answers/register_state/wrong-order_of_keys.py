"""Breaks "a call with other weights compiles nothing": the order of the dict's keys is metadata.

Input: weights {"a": 1, "b": 2}, then {"b": 2, "a": 1}.
"""

from dataclasses import dataclass

import jax


@dataclass
class State:
    weights: dict
    mean: jax.Array
    rate: float
    depth: int
    activation: str


def register_state(cls):
    def flatten(state):
        names = tuple(state.weights)
        children = (tuple(state.weights.values()), state.mean, state.rate)
        return children, (names, state.depth, state.activation)

    def unflatten(aux, children):
        names, depth, activation = aux
        values, mean, rate = children
        return cls(dict(zip(names, values, strict=True)), mean, rate, depth, activation)

    jax.tree_util.register_pytree_node(cls, flatten, unflatten)
    return cls
