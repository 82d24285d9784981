"""What control-flow.md claims beyond its cells: meaning, growth, carries, reverse mode."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jax import lax

SOME = settings(max_examples=8)


@SOME
@given(st.integers(-10, 10), st.integers(-10, 10), st.booleans())
def test_fori_loop_means_a_python_loop(lower, upper, compiled):
    """Also where the range is empty."""

    def digits(lower, upper):
        return lax.fori_loop(lower, upper, lambda i, x: 3 * x + i, 1)

    want = 1
    for i in range(lower, upper):
        want = 3 * want + i
    found = (jax.jit(digits) if compiled else digits)(lower, upper)
    assert int(found) == (want + 2**31) % 2**32 - 2**31


@SOME
@given(st.integers(0, 300), st.booleans())
def test_while_loop_means_a_python_loop(limit, compiled):
    def first_above(limit):
        return lax.while_loop(lambda p: p <= limit, lambda p: 3 * p, 1)

    want = 1
    while want <= limit:
        want *= 3
    assert int((jax.jit(first_above) if compiled else first_above)(limit)) == want


@SOME
@given(st.lists(st.integers(-50, 50), max_size=8), st.booleans(), st.booleans())
def test_scan_means_a_python_loop(values, reverse, compiled):
    inputs = jnp.array(values, "int32")

    def balances(inputs):
        return lax.scan(lambda c, x: (2 * c + x, c - x), jnp.int32(1), inputs, reverse=reverse)

    carry, outputs = 1, []
    for value in reversed(values) if reverse else values:
        carry, output = 2 * carry + value, carry - value
        outputs.append(output)
    last, stacked = (jax.jit(balances) if compiled else balances)(inputs)
    assert last == carry
    np.testing.assert_array_equal(stacked, outputs[::-1] if reverse else outputs)


@SOME
@given(st.integers(-(2**31), 2**31 - 1), st.integers(1, 5), st.booleans())
def test_switch_clamps_its_index(index, count, compiled):
    branches = [lambda x, i=i: x + 10 * i for i in range(count)]

    def apply(index, x):
        return lax.switch(index, branches, x)

    found = (jax.jit(apply) if compiled else apply)(index, 1)
    assert found == 1 + 10 * min(max(index, 0), count - 1)


@SOME
@given(st.integers(2, 40), st.integers(2, 40))
def test_a_structured_loop_does_not_grow(one, two):
    def scanned(x, length):
        return lax.scan(lambda c, _: (2.0 * c + 1.0, c), x, length=length)

    def counted(x, length):
        return lax.fori_loop(0, length, lambda i, x: 2.0 * x + i, x)

    for loop in (scanned, counted):
        sizes = {
            len(jax.jit(loop, static_argnums=1).lower(1.0, n).as_text().splitlines())
            for n in (one, two)
        }
        assert len(sizes) == 1


TYPES = ["float32", "int32", "float16", "bool", "uint8"]


@pytest.mark.parametrize("start", TYPES)
@pytest.mark.parametrize("end", TYPES)
def test_a_carry_keeps_its_type(start, end):
    loops = (
        lambda body, x: lax.fori_loop(0, 3, lambda i, c: body(c), x),
        lambda body, x: lax.while_loop(lambda c: False, body, x),
        lambda body, x: lax.scan(lambda c, _: (body(c), None), x, length=3)[0],
    )
    for loop in loops:
        x = jnp.ones(2, start)
        if start == end:
            assert loop(lambda c: c.astype(end), x).dtype == start
        else:
            with pytest.raises(TypeError):
                loop(lambda c: c.astype(end), x)
        with pytest.raises(TypeError):
            loop(lambda c: jnp.ones(3, start), x)


@settings(max_examples=5)
@given(st.floats(0.5, 2.0), st.integers(1, 5))
def test_reverse_mode_needs_the_number_of_steps(x, n):
    """Forward mode does not; scan and static bounds know it, while_loop and traced bounds do not."""
    want = n * x ** (n - 1)

    def fori(x, n):
        return lax.fori_loop(0, n, lambda i, p: p * x, 1.0)

    def scanned(x):
        return lax.scan(lambda p, _: (p * x, None), 1.0, length=n)[0]

    def until(x):
        return lax.while_loop(lambda s: s[0] < n, lambda s: (s[0] + 1, s[1] * x), (0, 1.0))[1]

    known = [scanned, lambda x: fori(x, n)]
    unknown = [until, lambda x: jax.jit(fori)(x, n)]
    for power in known + unknown:
        assert jax.jvp(power, (x,), (1.0,))[1] == pytest.approx(want, rel=1e-4)
    for power in known:
        assert jax.grad(power)(x) == pytest.approx(want, rel=1e-4)
    for power in unknown:
        with pytest.raises(ValueError, match="Reverse-mode"):
            jax.grad(power)(x)
