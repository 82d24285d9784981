"""What performance.md claims beyond its cells."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

SOME = settings(max_examples=8)


@SOME
@given(st.integers(2, 60), st.integers(2, 60))
def test_scan_does_not_grow_with_its_steps(few, many):
    def step(x, _):
        return jnp.sin(x) * 1.1, None

    def scanned(steps):
        return jax.make_jaxpr(lambda x: jax.lax.scan(step, x, length=steps)[0])(1.0)

    def unrolled(steps):
        def function(x):
            for _ in range(steps):
                x, _ = step(x, None)
            return x

        return jax.make_jaxpr(function)(1.0)

    assert len(scanned(few).eqns) == len(scanned(many).eqns)
    assert len(unrolled(many).eqns) - len(unrolled(few).eqns) == 2 * (many - few)


@SOME
@given(st.lists(st.floats(-100, 100, width=32), min_size=1, max_size=32))
def test_padding_changes_no_mean_and_compiles_few_programs(values):
    traced = []

    @jax.jit
    def masked_mean(values, length):
        traced.append(values.shape)
        used = jnp.arange(values.size) < length
        return jnp.where(used, values, 0).sum() / length

    values = np.array(values, "float32")
    for length in range(1, len(values) + 1):
        size = max(8, 1 << (length - 1).bit_length())
        found = masked_mean(np.pad(values[:length], (0, size - length)), length)
        np.testing.assert_allclose(found, values[:length].mean(), rtol=1e-4, atol=1e-4)
    assert len(traced) <= 3


@SOME
@given(st.integers(8, 64), st.integers(8, 64), st.integers(8, 64))
def test_operations_of_a_product_are_counted(m, k, n):
    a, b = jax.ShapeDtypeStruct((m, k), "float32"), jax.ShapeDtypeStruct((k, n), "float32")
    cost = jax.jit(jnp.matmul).lower(a, b).compile().cost_analysis()
    assert cost["flops"] == 2 * m * k * n


@SOME
@given(st.integers(2, 100), st.integers(8, 64))
def test_the_body_of_a_loop_is_counted_once(length, n):
    def products(a, b):
        return jax.lax.scan(lambda a, _: (a @ b, None), a, length=length)[0]

    square = jax.ShapeDtypeStruct((n, n), "float32")
    cost = jax.jit(products).lower(square, square).compile().cost_analysis()
    assert 2 * n**3 <= cost["flops"] < 4 * n**3
