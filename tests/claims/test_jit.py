"""What jit.md claims beyond its cells: when a trace is reused, and when it is not."""

from __future__ import annotations

from functools import partial

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jax import P

SOME = settings(max_examples=8)
dtypes = st.sampled_from(["float32", "int32", "bool", "bfloat16", "float16", "uint8", "complex64"])
shapes = st.lists(st.integers(0, 3), max_size=3).map(tuple)
numbers = st.integers(0, 100)


def counted():
    """A compiled function of anything, and the list that grows with each trace."""
    traces = []

    @jax.jit
    def function(*args, **kwargs):
        traces.append(1)
        return jax.tree.map(lambda leaf: leaf, (args, kwargs))

    return function, traces


@SOME
@given(shapes, dtypes, numbers, numbers)
def test_values_do_not_matter(shape, dtype, one, two):
    function, traces = counted()
    for number in (one, two):
        function(np.full(shape, number).astype(dtype))
    assert len(traces) == 1


@SOME
@given(st.tuples(shapes, dtypes), st.tuples(shapes, dtypes))
def test_shape_and_dtype_matter(one, two):
    function, traces = counted()
    for shape, dtype in (one, two, one):
        function(jnp.zeros(shape, dtype))
    assert len(traces) == (1 if one == two else 2)


@pytest.mark.parametrize("make", [lambda: 2.0, lambda: jnp.array(2.0), lambda: jnp.asarray(2.0)])
def test_weak_types_are_types(make):
    """A Python number and an array made from it without a dtype are weak; with one, it is not."""
    function, traces = counted()
    function(make())
    function(3.0)
    assert len(traces) == 1
    for strong in (jnp.array(2.0, "float32"), jnp.float32(2.0), np.float32(2.0)):
        function(strong)
    assert len(traces) == 2
    assert jax.typeof(jnp.ones((), "float16") * make()).dtype == "float16"


@SOME
@given(st.permutations(["a", "b", "c"]), st.booleans())
def test_structure_and_names_matter(keys, named):
    function, traces = counted()
    tree = dict.fromkeys(keys, 1.0)
    function(tree)
    function(dict.fromkeys(sorted(keys), 2.0))  # the order of keys is no structure
    assert len(traces) == 1
    function(list(tree.values()))
    assert len(traces) == 2
    if named:
        function(x=tree)
        assert len(traces) == 3


@pytest.mark.parametrize(
    "setting", [lambda: jax.enable_x64(True), lambda: jax.default_matmul_precision("highest")]
)
def test_settings_that_change_the_program_matter(setting):
    function, traces = counted()
    x = jnp.ones(3, "int32")
    function(x)
    with setting():
        function(x)
    assert len(traces) == 2
    function(x)
    assert len(traces) == 2


@SOME
@given(st.one_of(st.integers(), st.text(max_size=5), st.tuples(st.integers(), st.booleans())))
def test_equal_static_values_share_a_trace(value):
    traces = []

    def function(x, option):
        traces.append(option)
        return x

    compiled = jax.jit(function, static_argnames="option")
    for _ in range(2):
        compiled(1.0, option=value)
    compiled(1.0, option=(value, "other"))
    assert len(traces) == 2


def test_a_fresh_function_is_traced():
    traces = []

    class Scale:
        def by(self, x):
            traces.append(1)
            return 2 * x

    scale = Scale()
    fresh = lambda: lambda x: scale.by(x)  # noqa: E731, PLW0108 - a new function each time is the point
    for make in (lambda: scale.by, lambda: partial(scale.by), fresh):
        traces.clear()
        for _ in range(3):
            jax.jit(make())(1.0)
        assert len(traces) == 3
    traces.clear()
    kept = jax.jit(scale.by)
    for _ in range(3):
        kept(1.0)
    assert len(traces) == 1


@pytest.mark.parametrize("dtype", ["float32", "int32", "bool"])
def test_what_asks_for_a_truth_value_raises(dtype):
    def endless(x):
        while x:
            pass

    for ask in (lambda x: x and 1, lambda x: x or 1, lambda x: not x, endless):
        with pytest.raises(jax.errors.TracerBoolConversionError):
            jax.jit(ask)(jnp.zeros((), dtype))


def placements() -> None:
    function, traces = counted()
    compiled = []
    jax.monitoring.register_event_duration_secs_listener(
        lambda event, *_, **__: compiled.append(event) if "backend_compile" in event else None
    )
    auto = jax.make_mesh((8,), ("x",), axis_types=(jax.sharding.AxisType.Auto,))
    explicit = jax.make_mesh((8,), ("x",))
    array = jnp.arange(8.0)
    for placement, traced in [
        (jax.devices()[0], 1),
        (jax.devices()[3], 0),
        (jax.NamedSharding(auto, P("x")), 1),
        (jax.NamedSharding(auto, P()), 0),
        (jax.NamedSharding(explicit, P("x")), 1),
        (jax.NamedSharding(explicit, P()), 1),
    ]:
        placed = jax.device_put(array, placement)
        before = len(traces)
        compiled.clear()
        function(placed)
        assert len(traces) - before == traced, placement
        assert len(compiled) == 1, placement
        function(placed)
        assert len(traces) - before == traced, placement
        assert len(compiled) == 1, placement


def test_mesh_retraces_and_placement_only_compiles(on_eight_devices):
    on_eight_devices(placements)
