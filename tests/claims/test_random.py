"""What random.md claims beyond its cells: keys, splits, folds and transformations."""

from __future__ import annotations

import subprocess
import sys

import jax
import jax.numpy as jnp
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

seeds = st.integers(0, 2**31 - 1)
sizes = st.integers(1, 40)
SOME = settings(max_examples=7)
DRAWS = {
    "uniform": jax.random.uniform,
    "normal": jax.random.normal,
    "float16": lambda key, n: jax.random.normal(key, n, dtype=jnp.float16),
    "randint": lambda key, n: jax.random.randint(key, n, -5, 100),
    "bernoulli": lambda key, n: jax.random.bernoulli(key, 0.3, (n,)),
    "permutation": jax.random.permutation,
    "gamma": lambda key, n: jax.random.gamma(key, 2.0, (n,)),
}
draws = st.sampled_from(sorted(DRAWS))


@SOME
@given(seeds, sizes, draws)
def test_function_of_key(seed, n, name):
    """The same key gives the same numbers, plain and compiled."""
    draw = DRAWS[name]
    first = draw(jax.random.key(seed), n)
    np.testing.assert_array_equal(first, draw(jax.random.key(seed), n))
    np.testing.assert_array_equal(first, jax.jit(draw, static_argnums=1)(jax.random.key(seed), n))


@SOME
@given(seeds, seeds)
def test_raw_keys_are_the_data_of_keys(seed, number):
    key = jax.random.key(seed)
    raw = jax.random.PRNGKey(seed)
    np.testing.assert_array_equal(jax.random.key_data(key), raw)
    folded = jax.random.key_data(jax.random.fold_in(key, number))
    np.testing.assert_array_equal(folded, jax.random.fold_in(raw, number))


@SOME
@given(seeds, st.integers(0, 2**31 - 1), st.sampled_from(["uniform", "randint", "bernoulli"]))
def test_fold_in_plain_compiled_and_batched(seed, step, name):
    def draw(key, step):
        return DRAWS[name](jax.random.fold_in(key, step), 4)

    key = jax.random.key(seed)
    plain = draw(key, step)
    np.testing.assert_array_equal(plain, jax.jit(draw)(key, step))
    steps = jnp.array([step, 0, step])
    np.testing.assert_array_equal(plain, jax.vmap(draw, (None, 0))(key, steps)[2])


@SOME
@given(seeds, st.integers(1, 6), st.sampled_from(["uniform", "normal", "randint", "bernoulli"]))
def test_vmap_gives_each_example_the_numbers_of_its_key(seed, count, name):
    keys = jax.random.split(jax.random.key(seed), count)
    batched = jax.vmap(lambda key: DRAWS[name](key, 3))(keys)
    for key, row in zip(keys, batched, strict=True):
        np.testing.assert_allclose(row, DRAWS[name](key, 3), rtol=1e-6)


@SOME
@given(seeds, st.integers(2, 30), st.integers(1, 30))
def test_prefix_of_the_default_generator(seed, short, more):
    key = jax.random.key(seed)
    longer = jax.random.uniform(key, short + more)
    np.testing.assert_array_equal(longer[:short], jax.random.uniform(key, short))


@SOME
@given(seeds, st.integers(2, 30))
def test_no_sequence(seed, n):
    key = jax.random.key(seed)
    one_by_one = jax.vmap(jax.random.uniform)(jax.random.split(key, n))
    assert not np.array_equal(jax.random.uniform(key, n), one_by_one)


EIGHT = """
import jax, numpy as np
jax.config.update("jax_num_cpu_devices", 8)
P = jax.P
mesh = jax.make_mesh((4, 2), ("x", "y"))
for seed, shape in enumerate([(8, 4), (16, 2)]):
    for draw in (jax.random.uniform, jax.random.normal, jax.random.bits):
        whole = np.asarray(draw(jax.random.key(seed), shape))
        for spec in (P("x"), P("x", "y"), P(None, "y")):
            sharding = jax.NamedSharding(mesh, spec)
            made = jax.jit(lambda key: draw(key, shape), out_shardings=sharding)
            found = np.asarray(made(jax.random.key(seed)))
            if draw is jax.random.normal:  # computed from the same bits, rounded in another loop
                np.testing.assert_allclose(whole, found, rtol=1e-6)
            else:
                np.testing.assert_array_equal(whole, found)
"""


def test_numbers_do_not_depend_on_the_sharding():
    subprocess.run([sys.executable, "-c", EIGHT], check=True, timeout=300)
