"""What quickstart.md claims beyond its cells: immutable arrays, reuse, batches."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

SOME = settings(max_examples=7)
shapes = st.lists(st.integers(1, 4), min_size=1, max_size=3).map(tuple)
dtypes = st.sampled_from(["float32", "int32", "bool", "float16", "bfloat16", "uint8", "complex64"])


@SOME
@given(shapes, dtypes)
def test_item_assignment_raises(shape, dtype):
    x = jnp.ones(shape, dtype)
    for place in (0, slice(None), ..., jnp.array([0])):
        with pytest.raises(TypeError, match="immutable"):
            x[place] = 0
    changed = x.at[0].set(jnp.zeros((), dtype))
    assert (x == 1).all() and (changed[0] == 0).all()


@SOME
@given(st.integers(0, 2**31 - 1), shapes)
def test_the_same_key_gives_the_same_numbers(seed, shape):
    draws = [jax.random.uniform(jax.random.key(seed), shape) for _ in range(2)]
    np.testing.assert_array_equal(*draws)


@SOME
@given(st.integers(0, 2**31 - 1), st.integers(2, 20))
def test_parts_of_a_split_differ(seed, count):
    keys = jax.random.split(jax.random.key(seed), count)
    data = {tuple(row) for row in jax.random.key_data(keys).tolist()}
    assert len(data | {tuple(jax.random.key_data(jax.random.key(seed)).tolist())}) == count + 1


@SOME
@given(st.integers(1, 5), st.integers(1, 4))
def test_vmap_is_a_stack_of_single_calls(count, width):
    points = jnp.arange(1.0, count * width + 1).reshape(count, width)
    centre = jnp.ones(width)

    def distance(point, centre):
        return jnp.sqrt(((point - centre) ** 2).sum())

    batched = jax.vmap(distance, in_axes=(0, None))
    want = jnp.stack([distance(point, centre) for point in points])
    np.testing.assert_allclose(batched(points, centre), want, rtol=1e-6)
    np.testing.assert_allclose(jax.jit(batched)(points, centre), want, rtol=1e-6)
