"""Outputs as text: what counts, what is noise, and pictures by what they show."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from toysite import cell, printed

from asrun.records.noise import compared, published
from asrun.records.outputs import SHARDING, Output, cell_outputs

NOISE = {
    "<object object at 0x7f3c2a1b4d10>": "<object object at 0x…>",
    "/tmp/ipykernel_4711/123456789.py:3: UserWarning: old": "<cell>:3: UserWarning: old",
    'File "/home/me/.venv/lib/python3.13/site-packages/jax/_src/core.py:12 in f': 'File "<python>/jax/_src/core.py in f',
    "/usr/lib/python3.11/json/decoder.py": "<python>/json/decoder.py",
    "<ipython-input-3-0a1b2c3d>": "<cell>",
    "running in pid 4711, PID=12": "running in pid …, PID=…",
    "and/or 1/2 a/b/c": "and/or 1/2 a/b/c",
    "0x1f 0xff": "0x1f 0xff",
}


@pytest.mark.parametrize("text, expected", NOISE.items())
def test_noise_is_removed_from_what_is_published(text, expected):
    assert published(text) == expected


def test_more_is_removed_before_comparing():
    one = "\x1b[31mred\x1b[0m  \nSee https://docs.jax.dev/en/latest/errors.html#jax.errors.X\n\n"
    other = "red\nSee https://docs.jax.dev/en/v0.10/faq/errors.html#jax.errors.X"
    assert compared(one) == compared(other) == "red\nSee https://docs.jax.dev/…#jax.errors.X"


def test_a_type_of_jaxlib_is_named_with_its_module_or_without():
    assert compared("'jaxlib._jax.Device' object is not callable") == (
        "'Device' object is not callable"
    )
    assert compared("<class 'jaxlib._jax.ArrayImpl'>") == "<class 'jaxlib._jax.ArrayImpl'>"


@given(st.text())
def test_removing_noise_twice_changes_nothing_more(text):
    assert published(published(text)) == published(text)
    assert compared(compared(text)) == compared(text)


@given(st.text("ab/ \n", max_size=200))
def test_plain_paths_are_left_alone(text):
    assert published(text) == text


def one(data, kind="execute_result"):
    (output,) = cell_outputs([{"output_type": kind, "data": data}])
    return output


def test_streams_errors_and_results():
    found = cell_outputs(
        [
            {"output_type": "stream", "name": "stdout", "text": "a\n"},
            {"output_type": "error", "ename": "TypeError", "evalue": "no"},
            {"output_type": "display_data", "data": {"text/plain": "b"}},
        ]
    )
    assert found == [Output("stdout", "a"), Output("error TypeError", "no"), Output("display", "b")]


def test_html_by_its_text_when_it_says_more_than_the_plain_form():
    table = "<style>p {color: red}</style><p>a &lt; <b>b</b></p>\n<p>c</p>"
    assert one({"text/plain": "<Table at 0x7f00aa>", "text/html": table}) == Output(
        "result", "a < b\nc"
    )
    assert one({"text/plain": "plain", "text/html": table}) == Output("result", "plain")


def test_pictures_by_their_data_and_not_by_how_they_are_drawn():
    first = one({SHARDING: {"shape": [8], "devices": [0, 1]}, "image/svg+xml": "<svg a/>"})
    second = one({SHARDING: '{"devices": [0, 1], "shape": [8]}', "image/svg+xml": "<svg b/>"})
    assert first == second == Output("picture", "devices: [0, 1]\nshape: [8]")


def test_other_figures_by_their_bytes():
    assert one({"image/png": "AAAA"}) != one({"image/png": "AAAB"})
    assert one({"image/png": "AAAA"}).text.startswith("image/png sha256 ")


def test_the_sharding_display_of_jax_by_what_device_holds_which_part(run_cells):
    code = """\
import jax, jax.numpy as jnp
mesh = jax.make_mesh((4, 2), ("x", "y"))
{array}
jax.debug.visualize_array_sharding(a)"""
    array = "a = jax.device_put(jnp.zeros((8, 4)), jax.NamedSharding(mesh, jax.P({spec})))"
    both, rows, swapped = (
        printed(run_cells(cell(code.replace("{array}", array.replace("{spec}", spec)))))[0]
        for spec in ('"x", "y"', '"x", None', '"y", "x"')
    )
    assert both == "CPU 0 | CPU 1\nCPU 2 | CPU 3\nCPU 4 | CPU 5\nCPU 6 | CPU 7"
    assert re.sub(r"\s", "", rows) == "CPU0,1\nCPU2,3\nCPU4,5\nCPU6,7".replace("\n", "")
    assert swapped == "CPU 0 | CPU 2 | CPU 4 | CPU 6\nCPU 1 | CPU 3 | CPU 5 | CPU 7"
