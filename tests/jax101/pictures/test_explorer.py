"""The explorer's data say what JAX says, case by case."""

from __future__ import annotations

import gzip
import json

import jax
import jax.numpy as jnp
import pytest

from jax101.pictures import cases, explorer_data
from jax101.pictures.collectives import collective_text


def all_cases(data):
    """Yield (shape, axes, spec, record) of every case, legal or not."""
    for at, record_list in enumerate(data["cases"]):
        shape, axes = cases.SHAPES[at // len(cases.MESHES)], cases.MESHES[at % len(cases.MESHES)]
        for spec, record in zip(cases.specs(shape, axes), record_list, strict=True):
            yield shape, axes, spec, record


def test_every_combination_is_there(explorer):
    counts = [len(records) for records in explorer["cases"]]
    entries = [len(mesh["entries"]) for mesh in explorer["meshes"]]
    assert counts == [n ** len(shape) for shape in explorer["shapes"] for n in entries]


def test_the_data_are_small_when_compressed(explorer_script):
    assert len(gzip.compress(explorer_script.read_bytes())) < 60_000


def test_blocks_are_those_of_the_index_map(explorer):
    legal = 0
    for shape, axes, spec, record in all_cases(explorer):
        if record[0] < 0:
            continue
        legal += 1
        mesh = cases.make_mesh(axes)
        x = cases.typed(shape, mesh, spec)
        size, shard, starts = explorer["maps"][record[1]]
        index_map = x.sharding.devices_indices_map(shape)
        want = [
            cut.indices(size)[0]
            for device in mesh.devices.flat
            for cut, size in zip(index_map[device], shape, strict=True)
        ]
        assert (tuple(size), tuple(shard), starts) == (shape, x.sharding.shard_shape(shape), want)
        assert explorer["types"][record[0]] == str(jax.typeof(x))
    assert legal > 100


def test_every_illegal_case_has_the_error_that_its_code_raises(explorer):
    illegal = [case for case in all_cases(explorer) if case[3][0] < 0]
    for shape, axes, spec, record in illegal[:: len(illegal) // 40]:
        mesh = cases.make_mesh(axes)
        with (
            jax.set_mesh(mesh),
            pytest.raises(Exception, match=r"\w") as raised,
        ):
            jax.device_put(jnp.ones(shape), jax.NamedSharding(mesh, jax.P(*spec)))
        said = f"{type(raised.value).__name__}: {' '.join(str(raised.value).split())}"
        assert explorer["errors"][-1 - record[0]] == said


def test_shared_programs_have_the_collectives_of_each_case(explorer):
    """Cases that differ in names and order share a compilation: compile a sample on its own."""
    legal = [case for case in all_cases(explorer) if case[3][0] >= 0]
    for shape, axes, spec, record in legal[:: len(legal) // 40]:
        mesh = cases.make_mesh(axes)
        with jax.set_mesh(mesh):
            x = cases.typed(shape, mesh, spec)
            for at, operation in enumerate(cases.operations(len(shape))):
                kind, _, moves = record[2 + 3 * at : 5 + 3 * at]
                if kind < 0:
                    continue
                found = cases.compile_case(x, operation, mesh, spec)
                assert explorer["moves"][moves] == collective_text(found), (
                    shape,
                    axes,
                    spec,
                    operation.code,
                )


def test_the_wrong_number_of_devices():
    with pytest.raises(
        RuntimeError, match="needs 8 devices and JAX has 64: set JAX_NUM_CPU_DEVICES=8"
    ):
        explorer_data()


def test_the_data_are_json_without_spaces(explorer, explorer_script):
    assert json.dumps(explorer, separators=(",", ":")) in explorer_script.read_text(
        encoding="utf-8"
    )
