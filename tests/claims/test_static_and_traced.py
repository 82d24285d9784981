"""What static-and-traced.md claims beyond its cells: shapes are static, jax.numpy traces."""

from __future__ import annotations

import math
import operator

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

SOME = settings(max_examples=8)
shapes = st.lists(st.integers(1, 4), max_size=3).map(tuple)


@SOME
@given(shapes)
def test_numpy_and_python_on_a_shape_are_static(shape):
    for size in (lambda s: int(np.prod(s)), math.prod, lambda s: np.prod(s, dtype=int)):

        def flat(x, size=size):
            return x.reshape(size(x.shape))

        assert jax.jit(flat)(jnp.ones(shape)).shape == (math.prod(shape),)


@SOME
@given(shapes)
def test_jnp_on_a_shape_is_traced(shape):
    def flat(x):
        size = jnp.array(x.shape, int).prod()
        assert isinstance(size, jax.core.Tracer)
        return x.reshape(size)

    with pytest.raises(TypeError):
        jax.jit(flat)(jnp.ones(shape))


@pytest.mark.parametrize(
    "name", ["sin", "add", "asarray", "array", "sort", "unique", "linalg.norm"]
)
def test_numpy_on_a_traced_value_raises(name):
    with pytest.raises(jax.errors.TracerArrayConversionError):
        jax.jit(lambda x: operator.attrgetter(name)(np)(*[x] * (1 + (name == "add"))))(jnp.ones(3))


@pytest.mark.parametrize("name", ["sum", "prod", "max", "mean", "cumsum", "reshape", "transpose"])
def test_numpy_functions_that_call_a_method_of_the_array_do_not_raise(name):
    """They come back as traced values: what ran is JAX."""
    function, arguments = getattr(np, name), (-1,) if name == "reshape" else ()

    def call(x):
        result = function(x, *arguments)
        assert isinstance(result, jax.core.Tracer)
        return result

    np.testing.assert_array_equal(jax.jit(call)(jnp.ones(3)), function(np.ones(3), *arguments))
