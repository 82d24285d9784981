"""What sharp-bits.md claims beyond its cells: updates, bounds, lists, shapes."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

SOME = settings(max_examples=8)
dtypes = st.sampled_from(["float32", "int32", "float16", "bfloat16", "uint8", "complex64"])


@SOME
@given(st.lists(st.integers(0, 5), max_size=8), dtypes)
def test_add_counts_every_duplicate(places, dtype):
    zeros = jnp.zeros(6, dtype)
    counted = zeros.at[jnp.array(places, "int32")].add(1)
    np.testing.assert_array_equal(counted, np.bincount(places, minlength=6).astype(dtype))
    np.testing.assert_array_equal(zeros, np.zeros(6, dtype))  # the original keeps its values


@SOME
@given(st.integers(1, 9), st.integers(0, 30), dtypes, st.booleans())
def test_updates_out_of_bounds_are_dropped(size, beyond, dtype, compiled):
    x = jnp.arange(size).astype(dtype)
    for update in ("set", "add", "multiply", "min", "max"):

        def change(x, place, update=update):
            return getattr(x.at[place], update)(7)

        call = jax.jit(change) if compiled else change
        for place in (size + beyond, -size - 1 - beyond):
            np.testing.assert_array_equal(call(x, place), x)


@SOME
@given(st.integers(1, 9), st.integers(0, 30), st.booleans())
def test_reads_out_of_bounds_today(size, beyond, compiled):
    """The value of the edge; its gradient too, but for a default read through an array."""
    x = jnp.arange(1.0, size + 1)

    def read(x, place):
        return x[place]

    call = jax.jit(read) if compiled else read
    for place, edge in ((size + beyond, size - 1), (-size - 1 - beyond, 0)):
        places = jnp.array([place])
        assert call(x, place) == x[edge] and call(x, places) == x[edge]
        at_the_edge = np.zeros(size, "float32")
        at_the_edge[edge] = 1
        np.testing.assert_array_equal(jax.grad(call)(x, place), at_the_edge)
        assert not jax.grad(lambda x, places=places: call(x, places).sum())(x).any()
        clipped = jax.grad(lambda x, places=places: x.at[places].get(mode="clip").sum())(x)
        np.testing.assert_array_equal(clipped, at_the_edge)


@pytest.mark.parametrize(
    "name",
    ["sum", "mean", "sin", "argsort", "sort", "unique", "where", "take", "outer", "cumsum", "tile"],
)
@pytest.mark.parametrize("kind", [list, tuple])
def test_functions_of_one_array_take_no_list(name, kind):
    with pytest.raises(TypeError):
        getattr(jnp, name)(kind([1, 2, 3]))


@SOME
@given(st.lists(st.floats(-10, 10, width=32), min_size=1, max_size=9), st.integers(1, 12))
def test_size_fixes_the_number_of_elements(values, size):
    x = jnp.array(values, "float32")
    [found] = jax.jit(lambda x: jnp.nonzero(x > 4, size=size, fill_value=-1))(x)
    all_places = np.nonzero(np.asarray(x) > 4)[0][:size]
    want = np.concatenate([all_places, np.full(size - len(all_places), -1)])
    np.testing.assert_array_equal(found, want)


@pytest.mark.parametrize("dtype", ["float32", "int32", "bool", "uint8"])
@pytest.mark.parametrize("size", [1, 3, 16, 1000, 100_000])
def test_an_array_made_from_a_copy_does_not_change(size, dtype):
    for put in [jax.device_put, jnp.array, jnp.asarray] * 3:
        numbers = np.zeros(size, dtype)
        kept = put(numbers.copy())  # without it, the last line fails now and then
        numbers[:] = 1
        assert not kept.any()
