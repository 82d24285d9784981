"""What parallel/shard-map.md claims beyond its cells: blocks, collectives, gradients."""

from __future__ import annotations

import functools

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from jax import P

SIZES = (8, 16, 40)


def random(*shape):
    return np.random.default_rng(len(shape)).integers(-9, 9, shape).astype("float32")


def blocks() -> None:
    jax.set_mesh(jax.make_mesh((8,), ("shards",)))
    for size in SIZES:
        x = random(size, 3)
        placed = jax.device_put(x, P("shards"))
        seen = []

        def backwards(block, seen=seen):
            seen.append(block.shape)
            return block[::-1]

        for given in ({"in_specs": P("shards")}, {}):  # left out: as the argument is placed
            found = jax.shard_map(backwards, out_specs=P("shards"), **given)(placed)
            want = x.reshape(8, size // 8, 3)[:, ::-1].reshape(size, 3)
            np.testing.assert_array_equal(found, want)
        assert set(seen) == {(size // 8, 3)}
        with pytest.raises(ValueError):  # replicated, and not placed as in_specs says
            jax.shard_map(backwards, in_specs=P("shards"), out_specs=P("shards"))(jnp.asarray(x))
        copies = jax.shard_map(lambda block: block, out_specs=P("shards"))(jnp.asarray(x))
        np.testing.assert_array_equal(copies, np.tile(x, (8, 1)))


def test_a_function_sees_its_block_and_blocks_are_joined_in_order(on_eight_devices):
    on_eight_devices(blocks)


def collectives() -> None:
    jax.set_mesh(jax.make_mesh((8,), ("shards",)))
    for size in SIZES:
        x = random(size)
        placed = jax.device_put(x, P("shards"))
        parts = x.reshape(8, -1)

        def run(function, spec, placed=placed):
            return jax.shard_map(function, out_specs=spec)(placed)

        total = run(lambda b: jax.lax.psum(b.sum(), "shards"), P())
        assert total == x.sum()
        np.testing.assert_allclose(
            run(lambda b: jax.lax.pmean(b, "shards"), P()), parts.mean(axis=0), rtol=1e-6
        )
        places = run(lambda b: jax.lax.axis_index("shards")[None], P("shards"))
        np.testing.assert_array_equal(places, np.arange(8))
        gathered = run(lambda b: jax.lax.all_gather(b, "shards")[None], P("shards"))
        np.testing.assert_array_equal(gathered, np.broadcast_to(parts, (8, *parts.shape)))
        for shift in (1, 3, 7):
            pairs = [(i, (i + shift) % 8) for i in range(8)]
            turned = run(lambda b, pairs=pairs: jax.lax.ppermute(b, "shards", pairs), P("shards"))
            np.testing.assert_array_equal(turned, np.roll(parts, shift, axis=0).reshape(-1))
        for forgotten in (lambda b: b.sum(), lambda b: 2 * b, lambda b: b.max()):
            with pytest.raises(ValueError, match=r"out_specs|replicat"):
                run(forgotten, P())


def test_collectives_are_what_numpy_says_and_a_forgotten_one_raises(on_eight_devices):
    on_eight_devices(collectives)


def gradients() -> None:
    jax.set_mesh(jax.make_mesh((8,), ("data",)))

    def squared_error(w, x, targets):
        return ((x @ w - targets) ** 2).sum()

    for size in SIZES[-1:]:
        w, x, targets = random(3), random(size, 3), random(size)
        rows, row_targets = jax.device_put((x, targets), P("data"))
        want = jax.grad(squared_error)(w, x, targets)

        def summed_inside(w, x, targets):
            return jax.grad(lambda w: jax.lax.psum(squared_error(w, x, targets), "data"))(w)

        run = functools.partial(jax.shard_map, out_specs=P())
        for function in (summed_inside, jax.grad(squared_error)):
            np.testing.assert_allclose(run(function)(jnp.asarray(w), rows, row_targets), want)

        def summed_after(w, x, targets):
            return jax.lax.psum(jax.grad(squared_error)(w, x, targets), "data")

        np.testing.assert_allclose(run(summed_after)(jnp.asarray(w), rows, row_targets), 8 * want)


def test_the_gradient_of_replicated_parameters_is_summed(on_eight_devices):
    on_eight_devices(gradients)
