"""The assertions: what each accepts, what it rejects, and in which words."""

from __future__ import annotations

import functools
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from jax101 import assertions as check
from jax101.checker import limits

X = np.array([1.0, 2.0, 4.0], dtype=np.float32)


def rejected(call, *words: str) -> None:
    with pytest.raises(check.CheckFailed) as failure:
        call()
    for word in words:
        assert word in str(failure.value)


@pytest.mark.parametrize(
    ("actual", "word"),
    [
        (X, "a ndarray, not a JAX array"),
        (jnp.array(X)[None], "shape (1, 3), not (3,)"),
        (jnp.array([1, 2, 4]), "dtype int32, not float32"),
        (jnp.array([1.0, 2.0, 5.0]), "first difference at [2]: expected 4.0, got 5.0; 1 of 3"),
        ([jnp.array(X)], "another structure"),
        (None, "another structure"),
    ],
)
def test_equal_names_the_first_difference(actual, word):
    rejected(lambda: check.equal(actual, X), word)


def test_equal_never_broadcasts():
    rejected(lambda: check.equal(jnp.float32(1), np.ones(3, np.float32)), "shape ()")


def test_equal_takes_trees_and_plain_leaves():
    check.equal({"a": jnp.array(X), "b": (True, None)}, {"a": X, "b": (True, None)})
    rejected(lambda: check.equal({"a": jnp.array(True)}, {"a": True}), "at ['a'] differs")


def test_equal_has_tolerances_by_dtype():
    check.equal(jnp.array(X) * (1 + 1e-6), X)
    rejected(lambda: check.equal(jnp.array(X) * (1 + 1e-6), X, tolerance=0.0), "other numbers")
    check.equal(jnp.array([np.nan]), np.array([np.nan], np.float32))
    check.equal(jnp.array(X, jnp.bfloat16), X.astype(jnp.bfloat16))


def test_gives_reports_the_arguments_by_name():
    rejected(
        lambda: check.gives(lambda base, n: base * (n - 1), jnp.array(X), n=2, want=X * 2),
        "base = float32[3] [1. 2. 4.]",
        "n = 2",
    )


def test_reuses_catches_a_fresh_jit_in_each_call():
    def compiling(x):
        return jax.jit(lambda x: x * 3)(x)

    check.reuses(jax.jit(lambda x: x * 2), X)
    rejected(lambda: check.reuses(compiling, X), "compiles again")


def test_compiles_counts_programs():
    tile = jax.jit(jnp.tile, static_argnums=1)
    x = jnp.array(X)
    check.compiles(tile, x, 5)
    check.compiles(tile, x, 5, times=0)
    rejected(lambda: check.compiles(tile, x, 6, times=0), "compiles 1 program, not 0")


def test_counts_are_refused_when_nobody_listens():
    def deaf(x):
        jax.monitoring.clear_event_listeners()
        return x

    with pytest.raises(RuntimeError, match="listener"):
        check.reuses(deaf, X)


def test_counted_counts_traces():
    counted = check.Counted(lambda x: x + 1)
    jitted = jax.jit(counted)
    jitted(X)
    jitted(X)
    check.traced(counted, X, times=1)
    rejected(lambda: check.traced(counted, X, times=2), "traced 1 time, not 2")


def test_growth_tells_an_unrolled_loop_from_a_scan():
    def unrolled(n):
        return jax.make_jaxpr(lambda x: functools.reduce(lambda a, _: a + x, range(n), x))(X)

    def scanned(n):
        return jax.make_jaxpr(lambda x: jax.lax.fori_loop(0, n, lambda _, a: a + x, x))(X)

    check.does_not_grow(scanned, 3, 30)
    rejected(lambda: check.does_not_grow(unrolled, 3, 30), "grows with n", "30 at n = 30")


def test_primitives_are_found_inside_others():
    jaxpr = jax.make_jaxpr(jax.jit(lambda x: jax.lax.cond(x[0] > 0, jnp.sin, jnp.cos, x)))(X)
    check.uses(jaxpr, {"sin"})
    check.avoids(jaxpr, {"tan"})
    rejected(lambda: check.avoids(jaxpr, {"cos"}), "contains `cos`")
    rejected(lambda: check.uses(jaxpr, {"scan"}), "no `scan`", "cond")


def test_is_compiled_wants_one_program():
    check.is_compiled(jax.jit(lambda x: x * 2 + 1), X)
    rejected(lambda: check.is_compiled(lambda x: x * 2 + 1, X), "not compiled", "mul, add")


def test_batches_compares_with_a_stack():
    check.batches(lambda x, y: x * y, jnp.array([X, X + 1]), 2.0, in_axes=(0, None))
    rejected(lambda: check.batches(_remembers(), jnp.array([X, X + 1])), "batched")


def _remembers():
    seen = []

    def function(x):
        seen.append(x)
        return x * len(seen)

    return function


def test_gradients_are_compared_with_differences():
    check.gradients_agree(lambda x: (x**2).sum(), X)

    @jax.custom_jvp
    def wrong(x):
        return (x**2).sum()

    wrong.defjvp(lambda primals, tangents: (wrong(*primals), (tangents[0] * 0).sum()))
    rejected(lambda: check.gradients_agree(wrong, X), "gradient")


def test_pure_catches_state_and_changed_arguments():
    check.pure(lambda x: x + 1, X.copy())
    rejected(lambda: check.pure(_remembers(), X), "two different results")

    def changes(x):
        x[0] = 9.0
        return jnp.float32(1)

    rejected(lambda: check.pure(changes, X.copy()), "changes its arguments")


def test_a_leaked_tracer_is_caught():
    kept = []
    check.leaks_nothing(lambda x: x + 1, X)
    with pytest.raises(Exception, match=r"[Ll]eak"):
        check.leaks_nothing(lambda x: kept.append(x) or x, X)


def test_key_reuse_is_caught():
    def twice(key):
        return jax.random.normal(key) + jax.random.uniform(key)

    check.reuses_no_key(jax.random.normal, jax.random.key(1))
    rejected(lambda: check.reuses_no_key(twice, jax.random.key(1)), "used twice")
    check.is_typed_key(jax.random.key(0))
    rejected(lambda: check.is_typed_key(jnp.zeros(2)), "not a typed key")


def test_donation_is_declared_and_done():
    step = jax.jit(lambda state, x: jax.tree.map(lambda s: s + x, state), donate_argnums=0)
    state = {"a": jnp.zeros(3)}
    check.donates(step, state, 1.0)
    check.still_usable(state)
    step(state, 1.0)
    check.used_up(state)
    rejected(lambda: check.donates(jax.jit(lambda s: s), jnp.zeros(3)), "not donated", "nothing")
    rejected(lambda: check.donates(lambda s: s, jnp.zeros(3)), "not compiled")
    rejected(lambda: check.used_up(jnp.zeros(3)), "still there")


def test_placement():
    here = jax.devices()[0]
    free, tied = jnp.zeros(3), jax.device_put(jnp.zeros(3), here)
    check.lives_on(free, here)
    check.is_committed(tied)
    rejected(lambda: check.is_committed(free), "uncommitted")
    check.transfers_nothing(jax.jit(lambda x: x + 1), free)


EIGHT = """
import jax, numpy as np
from jax101 import assertions as check

mesh = check.mesh(4, 2)
x = jax.device_put(np.arange(24.0, dtype="float32").reshape(8, 3), jax.NamedSharding(mesh, jax.P("x")))
check.sharded_like(x, jax.NamedSharding(mesh, jax.P("x", None)))
check.shard_shape(x, (2, 3))
check.communicates(lambda x: x.sum(0), x, any_of={"all-reduce"}, never={"all-gather"})
assert check.collectives(lambda x: x + 1, x) == set()

def rejected(call, word):
    try:
        call()
    except check.CheckFailed as failure:
        assert word in str(failure), failure
    else:
        raise SystemExit(f"accepted: {word}")

def copies(x):
    return compiled(x, jax.device_put(np.ones(3, "float32"), jax.devices()[1]))

compiled = jax.jit(lambda free, tied: free + tied)
copies(jax.numpy.ones(3))  # a program that is compiled already does not ask the transfer guard
rejected(lambda: check.transfers_nothing(copies, jax.numpy.ones(3)), "behind your back")

rejected(lambda: check.sharded_like(x, jax.NamedSharding(mesh, jax.P())), "a full copy on each of 8")
rejected(lambda: check.sharded_like(np.zeros(3), x.sharding), "not a JAX array")
rejected(lambda: check.shard_shape(x, (8, 3)), "blocks of (8, 3)")
rejected(lambda: check.communicates(lambda x: x + 1, x, any_of={"all-reduce"}), "no all-reduce")
rejected(lambda: check.communicates(lambda x: x.sum(0), x, never={"all-reduce"}), "none of")
check.communicates(lambda x: x.sum(0), x, at_most=3)
total = jax.shard_map(
    lambda b: jax.lax.psum(b, "x").sum(0), mesh=mesh, in_specs=jax.P("x"), out_specs=jax.P()
)
rejected(lambda: check.communicates(total, x, at_most=3), "all-reduce of 6 elements")
explicit = check.mesh(4, 2, explicit=True)
y = jax.device_put(np.zeros((8, 4), "float32"), jax.NamedSharding(explicit, jax.P("x", "y")))
check.has_type(y, "float32[8@x,4@y]")
rejected(lambda: check.has_type(y, "float32[8,4]"), "float32[8@x,4@y]")
rejected(lambda: check.lives_on(y, jax.devices()[0]), "elsewhere")
"""


def test_sharding_and_communication_on_eight_devices():
    """In a process of its own: the number of devices is chosen once."""
    package = Path(check.__file__).parents[2]
    environment = {**limits.environment(package), "PYTHONPATH": str(package)}
    done = subprocess.run(
        [sys.executable, "-c", EIGHT], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


class Pair(NamedTuple):
    a: object
    b: object


def test_a_named_tuple_is_a_tuple_and_no_other():
    x = jnp.array(X)
    check.equal(Pair(x, [Pair(1, 2)]), (X, [(1, 2)]))
    check.equal(Pair(x, x), Pair(X, X))
    rejected(lambda: check.equal((x, x), Pair(X, X)), "another structure")
    rejected(lambda: check.equal(Pair(x, x), [X, X]), "another structure")
    rejected(lambda: check.equal(Pair(x, 1), (X, 2)), "at [1] differs")


def test_a_loop_that_is_unrolled_only_when_compiled_grows():
    def trace(unroll):
        def looped(x, n):
            return jax.lax.scan(lambda c, _: (c * 2, None), x, length=n, unroll=unroll)[0]

        return lambda n: jax.make_jaxpr(lambda x: looped(x, n))(1.0)

    check.does_not_grow(trace(1), small=3, large=30)
    rejected(
        lambda: check.does_not_grow(trace(True), small=3, large=30), "The compiled program grows"
    )


def test_what_is_compiled_ahead_of_time_is_compiled():
    compiled = jax.jit(lambda x: x + 1).lower(X).compile()
    check.is_compiled(compiled, X)
    rejected(lambda: check.is_compiled(lambda x: x + 1, X), "not compiled as a whole")
    rejected(lambda: check.is_compiled(lambda x: compiled(x + 0), X), "not compiled as a whole")
    assert compiled(X).tolist() == (X + 1).tolist()  # and JAX is as it was
    with pytest.raises(TypeError, match="lowered and compiled"):
        jax.make_jaxpr(compiled)(X)


@pytest.mark.parametrize("looped", [False, True])
def test_what_is_compiled_ahead_of_time_grows_too(looped):
    def trace(n):
        def function(x):
            if looped:
                return jax.lax.fori_loop(0, n, lambda _, y: y * 2 + 1, x)
            for _ in range(n):
                x = x * 2 + 1
            return x

        return jax.make_jaxpr(lambda x: jax.jit(function).lower(x).compile()(x))(X)

    if looped:
        check.does_not_grow(trace, small=3, large=30)
    else:
        rejected(
            lambda: check.does_not_grow(trace, small=3, large=30), "The compiled program grows"
        )
