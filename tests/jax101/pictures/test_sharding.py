"""A picture's data, text and SVG say what `devices_indices_map` says."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections import Counter
from math import prod

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jax.sharding import AxisType, Mesh, NamedSharding

from jax101.pictures import show_sharding
from jax101.pictures.data import MIME

SVG = "{http://www.w3.org/2000/svg}"


@st.composite
def shardings(draw):
    """Draw a legal (shape, sharding): any mesh of up to 64 devices in any order, any spec."""
    sizes = draw(
        st.lists(st.sampled_from([1, 2, 2, 3, 4, 8]), min_size=1, max_size=4).filter(
            lambda s: prod(s) <= 64
        )
    )
    devices = draw(st.permutations(jax.devices("cpu")))[: prod(sizes)]
    names = draw(st.permutations(["x", "y", "data", "k1"]))[: len(sizes)]
    kind = draw(st.sampled_from([AxisType.Explicit, AxisType.Auto]))
    mesh = Mesh(np.array(devices).reshape(sizes), names, axis_types=(kind,) * len(sizes))
    rank = draw(st.integers(0, 4))
    spec: list[list[str]] = [[] for _ in range(rank)]
    for name in draw(st.permutations(names)):
        place = draw(st.integers(-1, rank - 1))
        if place >= 0:
            spec[place].append(name)
    each = [draw(st.integers(0, 5)) for _ in range(rank)]
    shape = tuple(
        n * prod(mesh.shape[name] for name in cut) for n, cut in zip(each, spec, strict=True)
    )
    entries = [tuple(cut) if len(cut) > 1 else cut[0] if cut else None for cut in spec]
    return shape, NamedSharding(mesh, jax.P(*entries))


def expected(shape, sharding):
    """Return device id → [start, stop] of every axis, from JAX."""
    return {
        str(device.id): [
            list(cut.indices(size)[:2]) for cut, size in zip(index, shape, strict=True)
        ]
        for device, index in sharding.devices_indices_map(shape).items()
    }


def numbers_in_text(picture):
    """Count the device ids written between the lines of a picture's cells."""
    rows = re.findall(r"│(.*)│", str(picture))
    return Counter(int(number) for row in rows for number in re.findall(r"\d+", row))


def numbers_in_svg(picture):
    """Count the device ids written in the blocks of a picture's SVG."""
    root = ET.fromstring(picture.svg())  # noqa: S314 - our own bytes
    return Counter(int(t.text) for g in root.iter(f"{SVG}g") if g.get("class") == "n" for t in g)


def numbers_in_alt(picture):
    """Count the device ids that the text alternative names."""
    listed = picture.alt.split(" device: " if "Places" in picture.alt else "devices: ")[-1]
    return Counter(int(n) for held in re.findall(r" on ([\d, ]+)", listed) for n in held.split(","))


@settings(deadline=None, max_examples=200, derandomize=True)
@given(shardings())
def test_a_picture_says_what_the_index_map_says(case):
    shape, sharding = case
    picture = show_sharding(shape, sharding=sharding)
    data, want = picture.data, expected(shape, sharding)
    assert data["indices"] == want
    assert data["shape"] == list(shape)
    assert data["shard_shape"] == list(sharding.shard_shape(shape))
    assert data["devices"] == [device.id for device in sharding.mesh.devices.flat]
    once = Counter(data["devices"])
    assert numbers_in_text(picture) == once
    assert numbers_in_svg(picture) == once
    assert numbers_in_alt(picture) == once
    assert json.loads(json.dumps(data)) == data
    assert len(picture.svg().encode()) < 15_000 or len(once) < 64 or len(shape) > 2


@settings(deadline=None, max_examples=200, derandomize=True)
@given(shardings())
def test_every_block_and_place_in_the_grid_is_true(case):
    shape, sharding = case
    picture = show_sharding(shape, sharding=sharding)
    grid, mesh = picture._grid, sharding.mesh
    where = {
        d.id: dict(zip(mesh.axis_names, at, strict=True)) for at, d in np.ndenumerate(mesh.devices)
    }
    for block, holders in grid.holders.items():
        spans = [list(axis.blocks[at]) for axis, at in zip(grid.axes, block, strict=True)]
        assert holders == [
            d for d in picture.data["devices"] if picture.data["indices"][str(d)] == spans
        ]
        for axis, at in zip(grid.axes, block, strict=True):
            for name, place in re.findall(r"(\S+)=(\d+)", axis.ticks[at][0]):
                assert {where[device][name] for device in holders} == {int(place)}


def mesh(*sizes, names="xyzw", kind=AxisType.Explicit):
    return jax.make_mesh(
        sizes,
        tuple(names[: len(sizes)]),
        axis_types=(kind,) * len(sizes),
        devices=jax.devices("cpu")[: prod(sizes)],
    )


def cut(shape, on, *spec):
    return jax.ShapeDtypeStruct(shape, jnp.float32, sharding=NamedSharding(on, jax.P(*spec)))


def test_an_array_is_drawn_from_its_own_sharding():
    x = jax.device_put(jnp.zeros((8, 4)), NamedSharding(mesh(4, 2), jax.P("x", "y")))
    assert (
        str(show_sharding(x))
        == """\
float32[8@x,4@y]
mesh x=4, y=2 · shard (2, 2) · one device each
axis 0 ↓ 8@x   axis 1 → 4@y
          y=0   y=1
          0:2   2:4
        ┌─────┬─────┐
x=0 0:2 │  0  │  1  │
        ├─────┼─────┤
x=1 2:4 │  2  │  3  │
        ├─────┼─────┤
x=2 4:6 │  4  │  5  │
        ├─────┼─────┤
x=3 6:8 │  6  │  7  │
        └─────┴─────┘"""
    )
    assert show_sharding(x).data == show_sharding(cut((8, 4), mesh(4, 2), "x", "y")).data


def test_copies_are_shown_and_said():
    picture = show_sharding(cut((8, 4), mesh(4, 2), "x"))
    assert "│ 0 1 │" in str(picture)
    assert "2 copies of each" in str(picture)
    assert "[0:2, 0:4] on 0, 1;" in picture.alt


def test_auto_axes_show_the_spec_that_the_type_leaves_out():
    picture = show_sharding(cut((8, 4), mesh(4, 2, kind=AxisType.Auto), "x"))
    assert picture.data["type"] == "float32[8,4]"
    assert "P('x',)" in str(picture)
    assert "axis 0 ↓ 8@x" in str(picture)


def test_the_major_of_two_mesh_axes_comes_first():
    assert "axis 0 → 16@(y,x)" in str(show_sharding(cut((16,), mesh(4, 2), ("y", "x"))))


def test_a_mesh_is_drawn_as_a_grid_of_devices():
    picture = show_sharding(mesh(4, 2))
    assert "│  6  │  7  │" in str(picture)
    assert numbers_in_svg(picture) == numbers_in_alt(picture) == Counter(range(8))
    assert "Mesh(x=4, y=2)" in picture.alt


@pytest.mark.parametrize("x", [3.0, [1, 2], jnp.zeros((0, 4))], ids=["scalar", "one axis", "empty"])
def test_one_device_holds_an_array_that_was_not_placed(x):
    picture = show_sharding(jnp.asarray(x))
    assert numbers_in_svg(picture) == Counter([0])
    assert "on one device" in str(picture)


def test_typed_keys_have_pictures():
    keys = jax.device_put(
        jax.random.split(jax.random.key(0), 8), NamedSharding(mesh(4, 2), jax.P("x"))
    )
    assert show_sharding(keys).data["type"] == "key<fry>[8@x]"


def test_partial_sums_are_no_copies():
    sharding = NamedSharding(mesh(4, 2), jax.P("x", unreduced={"y"}))
    with pytest.raises(ValueError, match=r"partial sums, unreduced over y: .* Pass jax\.reshard"):
        show_sharding((8,), sharding=sharding)


def test_notebooks_get_svg_text_and_data():
    picture = show_sharding(cut((8, 4), mesh(4, 2), "x", "y"))
    bundle = picture._repr_mimebundle_(include=None, exclude=None)
    assert set(bundle) == {"image/svg+xml", "text/plain", MIME}
    assert bundle["image/svg+xml"] == picture._repr_svg_()
    assert bundle["text/plain"] == repr(picture) == str(picture)
    assert bundle[MIME] == picture.data


def test_equal_data_give_equal_bytes_and_other_data_other_ids():
    first = show_sharding(cut((8, 4), mesh(4, 2), "x", "y"))
    again = show_sharding(cut((8, 4), mesh(4, 2), "x", "y"))
    other = show_sharding(cut((8, 4), mesh(4, 2), "x"))
    name = re.compile(r'<title id="([^"]*)"')
    assert first.svg() == again.svg()
    assert name.findall(first.svg()) != name.findall(other.svg())
    assert name.findall(first.svg()) != name.findall(first.svg(salt="2"))


def test_the_svg_is_read_aloud_by_its_title_and_description():
    picture = show_sharding(cut((8, 4), mesh(4, 2), "x", "y"))
    root = ET.fromstring(picture.svg())  # noqa: S314 - our own bytes
    labels = root.get("aria-labelledby").split()
    texts = {e.get("id"): e.text for e in root if e.get("id")}
    assert root.get("role") == "img"
    assert f"{texts[labels[0]]}. {texts[labels[1]]}" == picture.alt


@pytest.mark.parametrize(
    ("shape", "sizes", "spec"),
    [
        ((64, 64), (8, 8), ("x", "y")),
        ((64,), (64,), ("x",)),
        ((64, 64), (8, 8), ()),
        ((64, 64), (8, 8), (None, ("x", "y"))),
        ((64, 64, 3), (8, 8), (("x", "y"),)),
        ((8, 16, 8), (8, 8), ("x", "y")),
        ((4, 4, 4, 8), (4, 4, 4), ("x", "y", "z")),
    ],
)
def test_64_devices_fit_in_15_kilobytes(shape, sizes, spec):
    assert len(show_sharding(cut(shape, mesh(*sizes), *spec)).svg().encode()) < 15_000
