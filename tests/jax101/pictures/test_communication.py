"""The collectives shown are those of the compiled program."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import jax
import jax.numpy as jnp
import pytest
from jax.sharding import NamedSharding

from jax101.pictures import show_communication
from jax101.pictures.collectives import collectives, groups


def on_mesh(shape, *spec):
    mesh = jax.make_mesh((4, 2), ("x", "y"), devices=jax.devices("cpu")[:8])
    return jax.ShapeDtypeStruct(shape, jnp.float32, sharding=NamedSharding(mesh, jax.P(*spec)))


def replicate(x):
    return jax.reshard(x, NamedSharding(on_mesh((8,)).sharding.mesh, jax.P()))


@pytest.mark.parametrize(
    ("function", "spec", "moved", "after"),
    [
        (jnp.sin, ("x", "y"), [], "float32[8@x,4@y]"),
        (lambda x: x.sum(0), ("x", "y"), [("all-reduce", ["x"], 1)], "float32[4@y]"),
        (lambda x: x.sum(1), ("x", "y"), [("all-reduce", ["y"], 1)], "float32[8@x]"),
        (lambda x: x.sum(0), (("x", "y"),), [("all-reduce", ["x", "y"], 1)], "float32[4]"),
        (replicate, (None, "x"), [("all-gather", ["x"], 1)], "float32[8,4]"),
    ],
    ids=["none", "over x", "over y", "over both", "gather"],
)
def test_what_moves(function, spec, moved, after):
    picture = show_communication(function, on_mesh((8, 4), *spec))
    found = [(one["kind"], one["over"], one["count"]) for one in picture.data["collectives"]]
    assert found == moved
    assert [data["type"] for data in picture.data["after"]] == [after]
    assert all(kind in str(picture) and kind in picture.alt for kind, *_ in moved)
    root = ET.fromstring(picture.svg())  # noqa: S314 - our own bytes
    texts = [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")]
    assert after in texts
    assert (picture.data["collectives"] == []) == ("no communication" in texts)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("replica_groups={{0,1},{2,3}}", [[0, 1], [2, 3]]),
        ("replica_groups=[2,2]<=[4]", [[0, 1], [2, 3]]),
        ("replica_groups=[2,2]<=[2,2]T(1,0)", [[0, 2], [1, 3]]),
        ("replica_groups=mesh['x'=2,'y'=2] {'x'}", [[0, 2], [1, 3]]),
        ("replica_groups=mesh['x'=2,'y'=2] {'x','y'}", [[0, 1, 2, 3]]),
        ("replica_groups=mesh['x'=4] {'x':(1)2}", [[0, 2], [1, 3]]),
        ("replica_groups=mesh['x'=4] {'x':(2)2}", [[0, 1], [2, 3]]),
        ("replica_groups=mesh['x'=4] {'x':(1)2,'x':(2)2}", []),
        ("replica_groups=mesh['x'=2,'y'=2], device_ids=([2,2]T(1,0)) {'x'}", [[0, 1], [2, 3]]),
        ("replica_groups=mesh['x'=4], device_ids=(3,2,1,0) {'x'}, channel_id=1", [[3, 2, 1, 0]]),
        ("source_target_pairs={{0,1},{1,0}}", [[0, 1], [1, 0]]),
        ("channel_id=1", []),
    ],
)
def test_the_ways_a_program_writes_groups(written, meant):
    assert groups(written) == meant


def test_reading_the_text_of_a_program():
    text = """
  %all-gather = f32[2,4]{0,1} all-gather(%copy), channel_id=1, replica_groups=[4,2]<=[8], dimensions={1}
  %fused = f32[2,4]{1,0} fusion(%all-gather), kind=kLoop, calls=%all-reduce_computation
  %start = (f32[2]{0}, f32[2]{0}) all-reduce-start(%a), replica_groups={{0,2,4,6},{1,3,5,7}}, to_apply=%add
  %done = f32[2]{0} all-reduce-done(%start)
  %part = f32[2]{0} all-reduce(%b), replica_groups={{0,2},{4,6},{1,3},{5,7}}, to_apply=%add
"""
    assert collectives(text, [("x", 4), ("y", 2)]) == [
        {"kind": "all-gather", "over": ["y"], "count": 1},
        {"kind": "all-reduce", "over": ["x"], "count": 1},
        {"kind": "all-reduce", "over": None, "count": 1},
    ]
