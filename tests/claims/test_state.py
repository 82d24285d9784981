"""What state.md claims beyond its cells: a step works under transformations; donation."""

from __future__ import annotations

from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

SOME = settings(max_examples=8)
readings = st.lists(st.integers(-50, 50), min_size=1, max_size=8)


class AverageState(NamedTuple):
    total: jax.Array
    n: jax.Array


def init():
    return AverageState(total=jnp.zeros(()), n=jnp.zeros((), int))


def step(state, x):
    state = AverageState(state.total + x, state.n + 1)
    return state, state.total / state.n


@SOME
@given(readings)
def test_a_method_compiled_forgets(values):
    class Counter:
        def __init__(self):
            self.count = 0

        def enter(self):
            self.count += 1
            return self.count

    enter = jax.jit(Counter().enter)
    assert {int(enter()) for _ in values} == {1}
    static, counter = jax.jit(Counter.enter, static_argnames="self"), Counter()
    assert {int(static(counter)) for _ in values} == {1}


@SOME
@given(readings)
def test_a_pure_step_gives_the_same_under_every_transformation(values):
    want = np.cumsum(values) / np.arange(1, len(values) + 1)
    xs = jnp.array(values, "float32")
    for one in (step, jax.jit(step)):
        state, means = init(), []
        for x in xs:
            state, mean = one(state, x)
            means.append(mean)
        np.testing.assert_allclose(means, want, rtol=1e-6)
    _, scanned = jax.lax.scan(step, init(), xs)
    np.testing.assert_allclose(scanned, want, rtol=1e-6)
    states = jax.vmap(lambda _: init())(xs)
    _, batched = jax.vmap(step)(states, xs)
    np.testing.assert_allclose(batched, xs, rtol=1e-6)
    half, _ = jax.lax.scan(step, init(), xs[: len(values) // 2])
    for _ in range(2):  # an old state starts two futures
        _, rest = jax.lax.scan(step, half, xs[len(values) // 2 :])
        np.testing.assert_allclose(rest, want[len(values) // 2 :], rtol=1e-6)


@SOME
@given(st.integers(1, 5), st.sampled_from(["float32", "int32", "bfloat16"]))
def test_a_donated_array_cannot_be_used(size, dtype):
    old = jnp.arange(size).astype(dtype)
    new = jax.jit(lambda x: x + 1, donate_argnums=0)(old)
    assert old.is_deleted() and new.shape == (size,)
    with pytest.raises(RuntimeError, match="deleted"):
        old + 1
