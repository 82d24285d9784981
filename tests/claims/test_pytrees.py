"""What pytrees.md claims beyond its cells: structure, order, paths, None, meta fields."""

from __future__ import annotations

from dataclasses import dataclass, field

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

SOME = settings(max_examples=15)
leaves = st.integers(0, 99)
names = st.text("abcxyz", min_size=1, max_size=2)


def containers(children):
    return st.one_of(
        st.lists(children, max_size=3),
        st.lists(children, max_size=3).map(tuple),
        st.dictionaries(names, children, max_size=3),
        st.none(),
    )


trees = st.recursive(st.one_of(leaves, st.none()), containers, max_leaves=8)


def expected_leaves(tree):
    """The leaves in order, by the rule that the page tells."""
    match tree:
        case None:
            return []
        case dict():
            return [leaf for key in sorted(tree) for leaf in expected_leaves(tree[key])]
        case list() | tuple():
            return [leaf for child in tree for leaf in expected_leaves(child)]
    return [tree]


@SOME
@given(trees)
def test_leaves_come_in_order_and_a_dict_by_its_sorted_keys(tree):
    assert jax.tree.leaves(tree) == expected_leaves(tree)
    assert str(jax.tree.structure(tree)).count("*") == len(expected_leaves(tree))


@SOME
@given(trees)
def test_map_keeps_the_structure_and_flatten_has_an_inverse(tree):
    doubled = jax.tree.map(lambda leaf: 2 * leaf, tree)
    assert jax.tree.structure(doubled) == jax.tree.structure(tree)
    assert jax.tree.leaves(doubled) == [2 * leaf for leaf in expected_leaves(tree)]
    found, treedef = jax.tree.flatten(tree)
    assert jax.tree.unflatten(treedef, found) == tree


@SOME
@given(trees)
def test_a_path_leads_to_its_leaf(tree):
    for path, leaf in jax.tree.leaves_with_path(tree):
        written = jax.tree_util.keystr(path)
        assert eval("tree" + written, {"tree": tree}) == leaf  # noqa: S307 - a path of ours


@SOME
@given(st.dictionaries(names, trees, min_size=1, max_size=3), st.data())
def test_trees_of_another_structure_raise(tree, data):
    other = dict(tree)
    del other[data.draw(st.sampled_from(sorted(tree)))]
    for one, two in ((tree, other), (other, tree), (tree, [tree]), ([tree], (tree,))):
        with pytest.raises(ValueError):
            jax.tree.map(lambda a, b: a, one, two)
    assert jax.tree.map(lambda a, b: a, tree, dict(tree)) == tree


@pytest.mark.parametrize("leaf", ["ten", {8, 9}, 3, 2.5, object(), b"x", frozenset()])
def test_what_is_not_registered_is_a_leaf(leaf):
    assert jax.tree.leaves([leaf]) == [leaf]
    assert str(jax.tree.structure(leaf)) == "PyTreeDef(*)"


@SOME
@given(st.dictionaries(names, st.one_of(leaves, st.none()), min_size=1, max_size=4))
def test_none_is_a_node_that_a_map_never_sees(tree):
    seen = []
    jax.tree.map(seen.append, tree)
    assert None not in seen
    if None in tree.values():
        with pytest.raises(ValueError):
            jax.tree.map(lambda a, b: a, tree, dict.fromkeys(tree, 1))
    jax.tree.map(seen.append, tree, is_leaf=lambda node: node is None)
    assert seen.count(None) == list(tree.values()).count(None)


@SOME
@given(st.lists(st.integers(1, 4), min_size=1, max_size=3))
def test_a_gradient_has_the_structure_of_its_argument(sizes):
    weights = {
        f"w{i}": (jnp.ones(size), [jnp.full((2, size), 3.0)]) for i, size in enumerate(sizes)
    }

    def loss(weights):
        return sum((leaf**2).sum() for leaf in jax.tree.leaves(weights))

    gradient = jax.grad(loss)(weights)
    assert jax.tree.structure(gradient) == jax.tree.structure(weights)
    for g, w in zip(jax.tree.leaves(gradient), jax.tree.leaves(weights), strict=True):
        np.testing.assert_array_equal(g, 2 * w)


@SOME
@given(st.integers(1, 4), st.integers(1, 4))
def test_one_entry_of_in_axes_stands_for_a_subtree(batch, width):
    tree = {"k1": jnp.ones((batch, width)), "k2": [jnp.ones((batch, 2)), jnp.ones(batch)]}

    def show(x, tree):
        seen.append((x.shape, jax.tree.map(lambda leaf: leaf.shape, tree)))

    seen: list = []
    x = jnp.ones(batch)
    for axes in ((0, 0), (0, {"k1": 0, "k2": 0}), (0, {"k1": 0, "k2": [0, 0]}), 0):
        jax.vmap(show, in_axes=axes)(x, tree)
    assert all(shapes == seen[0] for shapes in seen)
    assert seen[0] == ((), {"k1": (width,), "k2": [(2,), ()]})


@jax.tree_util.register_dataclass
@dataclass
class Power:
    base: jax.Array
    exponent: int = field(metadata={"static": True})


@SOME
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 3)), min_size=1, max_size=6))
def test_a_new_meta_value_traces_again_and_new_data_does_not(calls):
    traces = []

    @jax.jit
    def evaluate(power):
        traces.append(power.exponent)
        return power.base**power.exponent

    for base, exponent in calls:
        assert evaluate(Power(jnp.float32(base), exponent)) == base**exponent
    assert sorted(traces) == sorted({exponent for _, exponent in calls})
