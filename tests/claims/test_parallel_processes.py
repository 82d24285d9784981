"""What parallel/processes.md claims beyond its cells: arrays and functions over two processes."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Callable

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from jax import P
from jax.experimental import multihost_utils

PROGRAM = """
import runpy, sys
import jax
jax.config.update("jax_platforms", "cpu")
jax.config.update("jax_num_cpu_devices", 4)
jax.distributed.initialize(sys.argv[3], num_processes=2, process_id=int(sys.argv[4]))
runpy.run_path(sys.argv[1])[sys.argv[2]]()
"""
SHAPES = ((8,), (16, 3), (24, 1, 2))
DTYPES = ("float32", "bfloat16", "int32")


@pytest.fixture
def in_two_processes() -> Callable[[Callable[[], None]], None]:
    """Run a function of this module in two processes of four devices each."""

    def run(function: Callable[[], None]) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            address = f"127.0.0.1:{free.getsockname()[1]}"
        start = [sys.executable, "-c", PROGRAM, function.__code__.co_filename, function.__name__]
        processes = [
            subprocess.Popen(
                [*start, address, str(number)],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                text=True,
            )
            for number in (0, 1)
        ]
        try:
            said = [process.communicate(timeout=120)[1] for process in processes]
        finally:
            for process in processes:
                process.kill()
        assert [process.returncode for process in processes] == [0, 0], "\n".join(said)

    return run


def whole(shape, dtype):
    return np.arange(np.prod(shape)).reshape(shape).astype(jnp.dtype(dtype))


def spread(mesh, array, spec):
    """The array, of which each process gives the half that is its own."""
    half = len(array) // 2
    mine = array[half * jax.process_index() :][:half]
    return jax.make_array_from_process_local_data(jax.NamedSharding(mesh, spec), mine)


def parts() -> None:
    assert len(jax.devices()) == 8
    assert len(jax.local_devices()) == 4
    mesh = jax.make_mesh((8,), ("data",))
    for shape in SHAPES:
        for dtype in DTYPES:
            array = whole(shape, dtype)
            found = spread(mesh, array, P("data"))
            assert found.shape == array.shape
            assert found.dtype == array.dtype
            assert {s.device for s in found.addressable_shards} == set(jax.local_devices())
            for shard in found.addressable_shards:
                np.testing.assert_array_equal(shard.data, array[shard.index])


def test_parts_of_each_size_make_one_array_with_its_shards_at_home(in_two_processes):
    in_two_processes(parts)


def reading() -> None:
    mesh = jax.make_mesh((4, 2), ("data", "model"))
    everywhere = jax.NamedSharding(mesh, P())
    for shape in SHAPES:
        for dtype in DTYPES:
            array = whole(shape, dtype)
            found = spread(mesh, array, P("data"))
            assert not found.is_fully_addressable
            assert str(found) == f"Array(shape={shape}, dtype={dtype})"
            for read in (np.asarray, lambda x: x.tolist()):
                with pytest.raises(RuntimeError, match="non-addressable"):
                    read(found)
            gathered = multihost_utils.process_allgather(found, tiled=True)
            np.testing.assert_array_equal(gathered, array)
            copied = jax.jit(lambda x: x, out_shardings=everywhere)(found)
            np.testing.assert_array_equal(np.asarray(copied), array)


def test_what_spans_processes_is_not_read_and_what_is_replicated_is(in_two_processes):
    in_two_processes(reading)


def functions() -> None:
    mesh = jax.make_mesh((8,), ("data",))
    everywhere = jax.NamedSharding(mesh, P())
    for shape in SHAPES:
        array = whole(shape, "int32")
        found = spread(mesh, array, P("data"))
        for function in (jnp.sum, jnp.max, lambda x: (x**2).sum(axis=0)):
            result = jax.jit(function, out_shardings=everywhere)(found)
            np.testing.assert_array_equal(np.asarray(result), function(array))
        add_up = jax.shard_map(
            lambda block: jax.lax.psum(block.sum(), "data"),
            mesh=mesh,
            in_specs=P("data"),
            out_specs=P(),
        )
        assert int(add_up(found)) == array.sum()


def test_functions_over_all_processes_give_what_one_device_gives(in_two_processes):
    in_two_processes(functions)


def putting() -> None:
    mesh = jax.make_mesh((8,), ("data",))
    for spec in (P(), P("data")):
        sharding = jax.NamedSharding(mesh, spec)
        for shape in SHAPES:
            for dtype in DTYPES:
                array = whole(shape, dtype)
                put = jax.device_put(array, sharding)
                for shard in put.addressable_shards:
                    np.testing.assert_array_equal(shard.data, array[shard.index])
                with pytest.raises(AssertionError, match="not the same on each process"):
                    jax.device_put(array + array.dtype.type(jax.process_index()), sharding)


def test_a_value_is_put_everywhere_only_if_all_processes_have_it(in_two_processes):
    in_two_processes(putting)
