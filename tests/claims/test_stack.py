"""What stack.md claims beyond its cells: the steps from a function to a device."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

SOME = settings(max_examples=10)
sizes = st.integers(1, 6)
dtypes = st.sampled_from(["float32", "bfloat16", "int32"])
FUNCTIONS = {
    "squared error": lambda x, y: jnp.sum((x - y) ** 2),
    "product": lambda x, y: x @ y.T,
    "choice": lambda x, y: jnp.where(x > y, x, y).max(axis=0),
    "several": lambda x, y: {"sum": x + y, "parts": (x[:1], y.mean())},
    "loop": lambda x, y: jax.lax.fori_loop(0, 3, lambda i, c: c + i * y, x),
}
functions = st.sampled_from(sorted(FUNCTIONS))


def pair(rows, columns, dtype, seed=0):
    random = np.random.default_rng(seed)
    return [jnp.array(random.integers(-9, 9, (rows, columns)), dtype) for _ in range(2)]


def types(tree):
    return jax.tree.map(lambda leaf: (leaf.shape, leaf.dtype), tree)


@SOME
@given(functions, sizes, sizes, dtypes, st.integers(1, 99))
def test_the_jaxpr_depends_on_types_and_not_on_values(name, rows, columns, dtype, seed):
    texts = {
        str(jax.make_jaxpr(FUNCTIONS[name])(*pair(rows, columns, dtype, one))) for one in (0, seed)
    }
    assert len(texts) == 1


@SOME
@given(functions, sizes, sizes, dtypes)
def test_the_type_of_the_result_is_known_after_tracing(name, rows, columns, dtype):
    x, y = pair(rows, columns, dtype)
    found = jax.jit(FUNCTIONS[name]).trace(x, y).out_info
    assert types(found) == types(FUNCTIONS[name](x, y))


@SOME
@given(functions, sizes, sizes, dtypes)
def test_the_steps_give_what_a_call_gives_and_take_one_signature(name, rows, columns, dtype):
    x, y = pair(rows, columns, dtype)
    jitted = jax.jit(FUNCTIONS[name])
    compiled = jitted.trace(x, y).lower().compile()
    jax.tree.map(np.testing.assert_array_equal, compiled(x, y), jitted(x, y))
    longer, other = jnp.concatenate([x, x]), x.astype("float16")
    for wrong in ((longer, y), (other, y), (x[None], y), (x,), (x, y, y)):
        with pytest.raises(TypeError):
            compiled(*wrong)


@SOME
@given(functions, sizes, sizes, dtypes)
def test_types_alone_give_the_same_program(name, rows, columns, dtype):
    x, y = pair(rows, columns, dtype)
    alone = [jax.ShapeDtypeStruct(one.shape, one.dtype) for one in (x, y)]
    jitted = jax.jit(FUNCTIONS[name])
    assert jitted.lower(*alone).as_text() == jitted.lower(x, y).as_text()


@SOME
@given(functions, sizes, sizes, dtypes, st.sampled_from(["tpu", "cuda", "rocm"]))
def test_array_operations_are_lowered_alike_for_each_platform(name, rows, columns, dtype, platform):
    traced = jax.jit(FUNCTIONS[name]).trace(*pair(rows, columns, dtype))
    assert traced.lower(lowering_platforms=(platform,)).as_text() == traced.lower().as_text()


@SOME
@given(functions, sizes, sizes, dtypes)
def test_the_function_runs_once_for_all_steps(name, rows, columns, dtype):
    runs = []

    def counted(x, y):
        runs.append(x.shape)
        return FUNCTIONS[name](x, y)

    x, y = pair(rows, columns, dtype)
    traced = jax.jit(counted).trace(x, y)
    assert len(runs) == 1
    compiled = traced.lower().compile()
    compiled(x, y)
    compiled(y, x)
    assert len(runs) == 1


@SOME
@given(functions, sizes, sizes, dtypes)
def test_arguments_and_results_take_what_their_types_say(name, rows, columns, dtype):
    x, y = pair(rows, columns, dtype)
    result = jax.tree.leaves(FUNCTIONS[name](x, y))
    memory = jax.jit(FUNCTIONS[name]).lower(x, y).compile().memory_analysis()
    assert memory.argument_size_in_bytes == x.nbytes + y.nbytes
    # Several results come with a table of where each is.
    table = 8 * len(result) if len(result) > 1 else 0
    assert memory.output_size_in_bytes == sum(leaf.nbytes for leaf in result) + table
