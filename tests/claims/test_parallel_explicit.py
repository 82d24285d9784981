"""What parallel/explicit.md claims beyond its cells: types of results, reshard."""

from __future__ import annotations

import itertools

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from jax import P

SPECS = [P(None, None), P("x", None), P(None, "y"), P("x", "y"), P("y", "x"), P(None, "x")]


def types() -> None:
    jax.set_mesh(jax.make_mesh((4, 2), ("x", "y")))
    whole = np.arange(64.0, dtype="float32").reshape(8, 8)
    for spec in SPECS:
        x = jax.device_put(whole, spec)
        assert jax.typeof(x).sharding.spec == spec
        assert jax.typeof(jnp.tanh(x)).sharding.spec == spec
        assert jax.typeof(x.T).sharding.spec == P(spec[1], spec[0])
        assert jax.typeof(x.sum(axis=0)).sharding.spec == P(spec[1])
        assert jax.typeof(x + jnp.ones((8, 8))).sharding.spec == spec
        traced = []
        jax.jit(lambda x, traced=traced: traced.append(jax.typeof(x)))(x)
        assert traced == [jax.typeof(x)]
        for other in SPECS[1::2]:
            for move in (jax.reshard, jax.jit(jax.reshard, static_argnums=1)):
                moved = move(x, other)
                assert jax.typeof(moved).sharding.spec == other
                np.testing.assert_array_equal(moved, whole)


def test_a_type_says_the_sharding_and_reshard_changes_it_alone(on_eight_devices):
    on_eight_devices(types)


def products() -> None:
    jax.set_mesh(jax.make_mesh((4, 2), ("x", "y")))
    whole = np.arange(64.0, dtype="float32").reshape(8, 8) % 7
    for one, two in itertools.product(SPECS, SPECS):
        x, y = jax.device_put(whole, one), jax.device_put(whole.T, two)
        contracted = (one[1], two[0])
        if contracted[0] and contracted[0] == contracted[1]:
            with pytest.raises(Exception) as caught:  # its type has no public name
                x @ y
            assert type(caught.value).__name__ == "ShardingTypeError"
            answered = jnp.matmul(x, y, out_sharding=P(one[0], None))
            np.testing.assert_array_equal(answered, whole @ whole.T)
            assert jax.typeof(answered).sharding.spec == P(one[0], None)


def test_an_ambiguous_product_raises_and_out_sharding_answers(on_eight_devices):
    on_eight_devices(products)


def along_a_sharded_axis() -> None:
    jax.set_mesh(jax.make_mesh((4, 2), ("x", "y")))
    whole = np.arange(64.0, dtype="float32").reshape(8, 8) % 7
    functions = {
        jnp.sort: lambda x: np.sort(x, axis=0),
        jnp.cumsum: lambda x: x.cumsum(axis=0),
    }
    for spec in SPECS:
        x = jax.device_put(whole, spec)
        for function, in_numpy in functions.items():
            if spec[0] is None:
                np.testing.assert_allclose(function(x, axis=0), in_numpy(whole))
                continue
            with pytest.raises(Exception) as caught:
                function(x, axis=0)
            assert type(caught.value).__name__ == "ShardingTypeError"
            moved = jax.reshard(x, P(None, spec[1]))
            np.testing.assert_allclose(function(moved, axis=0), in_numpy(whole))
        if spec[0] is not None:
            with pytest.raises(Exception) as caught:
                x[3]
            assert type(caught.value).__name__ == "ShardingTypeError"
        row = x.at[3].get(out_sharding=P(spec[1]))
        np.testing.assert_array_equal(row, whole[3])
        assert jax.typeof(row).sharding.spec == P(spec[1])


def test_one_row_and_what_runs_along_a_sharded_axis_raise(on_eight_devices):
    on_eight_devices(along_a_sharded_axis)
