"""Outputs as text: all that a page or a download can show, whole; noise, and nothing but noise."""

from __future__ import annotations

import base64
import io
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from asrun.records import pictures
from asrun.records.noise import compared, published
from asrun.records.outputs import Output, shown
from asrun.verify.page import same_outputs

pytestmark = pytest.mark.newest

NOISE = {
    "<object object at 0x7f3c2a1b4d10>": "<object object at 0x…>",
    "<function <lambda> at 0x7f3c2a1b4d10>": "<function <lambda> at 0x…>",
    "<bound method A.f of <__main__.A object at 0x7f3c2a1b4d10>>": "<bound method A.f of <__main__.A object at 0x…>>",
    "/tmp/ipykernel_4711/123456789.py:3: UserWarning: old": "<cell>:3: UserWarning: old",
    'File "/home/me/.venv/lib/python3.13/site-packages/jax/_src/core.py:12 in f': 'File "<python>/jax/_src/core.py in f',
    "/usr/lib/python3.11/json/decoder.py": "<python>/json/decoder.py",
    "<ipython-input-3-0a1b2c3d>": "<cell>",
}
KEPT = [
    "0xdeadbee1",
    "jumped at 0xdeadbee1",
    "at 0xdeadbee1>",
    "pid = 1",
    "running in pid 4711, PID=12",
    "and/or 1/2 a/b/c",
    "0x1f 0xff",
    "a < b at 0xdeadbeef",
    "\x1b[31mred\x1b[0m",
    "ends in blanks  ",
]


@pytest.mark.parametrize("text, expected", NOISE.items())
def test_noise_is_removed_from_what_is_published(text, expected):
    assert published(text) == expected


@pytest.mark.parametrize("text", KEPT)
def test_what_a_program_printed_on_purpose_stays(text):
    assert published(text) == compared(text) == text


def test_a_site_adds_its_own_noise_to_the_comparison_alone():
    noise = [(r"docs/v\d+", "docs/…")]
    assert compared("see docs/v1", noise) == compared("see docs/v2", noise) == "see docs/…"
    assert published("see docs/v1") == "see docs/v1"


@given(st.text())
def test_removing_noise_twice_changes_nothing_more(text):
    assert published(published(text)) == published(text)


def test_a_pattern_for_noise_is_quick_on_a_long_text():
    assert published("<" * 50_000 + " at 0x12345678") != ""
    assert published("/a" * 50_000) == "/a" * 50_000


def of(data, kind="execute_result", **options):
    return shown([{"output_type": kind, "data": data}], **options)


def test_streams_errors_and_results():
    found = shown(
        [
            {"output_type": "stream", "name": "stdout", "text": "a\n"},
            {"output_type": "error", "ename": "TypeError", "evalue": "no"},
            {"output_type": "display_data", "data": {"text/plain": "b"}},
        ]
    )
    assert found == [Output("stdout", "a"), Output("error TypeError", "no"), Output("display", "b")]


FORMS = [
    "text/html", "text/markdown", "text/latex", "image/svg+xml", "application/json",
    "application/javascript", "text/plain", "application/vnd.custom+json",
]  # fmt: skip


@pytest.mark.parametrize("mime", FORMS)
def test_each_form_of_an_output_counts(mime):
    plain = {"text/plain": "<constant>"}
    one, other = of({**plain, mime: "value 1"}), of({**plain, mime: "value 2"})
    assert not same_outputs(one, other)
    assert same_outputs(one, of({**plain, mime: "value 1"}))


@pytest.mark.parametrize(
    "html",
    [
        '<img src="{0}">', '<a href="{0}">x</a>', '<input value="{0}">', '<p style="color: #{0}">x</p>',
        "<script>f('{0}')</script>", "<style>.a{0} {{}}</style>", '<div id="{0}">x</div>', "<!-- {0} -->",
    ],
)  # fmt: skip
def test_html_is_compared_as_it_is_written(html):
    one, other = (of({"text/plain": "T", "text/html": html.format(uuid4().hex)}) for _ in range(2))
    assert not same_outputs(one, other)


def test_a_value_that_is_no_text_is_compared_as_json():
    assert not same_outputs(of({"application/json": {"a": 1}}), of({"application/json": {"a": 2}}))
    assert same_outputs(
        of({"application/json": {"a": 1, "b": 2}}), of({"application/json": {"b": 2, "a": 1}})
    )
    assert of({"application/json": 7}) == [Output("result application/json", "7")]
    assert of({"text/html": ["<p>", "x"]}) == [Output("result text/html", "<p>x")]


def test_a_table_in_colours_is_compared_with_its_words_and_colours():
    red, blue = "\x1b[31mfruit\x1b[0m|ham", "\x1b[34mfruit\x1b[0m|ham"
    assert not same_outputs(of({"text/plain": red}), of({"text/plain": blue}))
    assert not same_outputs(of({"text/plain": red}), of({"text/plain": red.replace("ham", "egg")}))
    moved = "\x1b[31mfrui\x1b[0mt|ham"
    assert not same_outputs(of({"text/plain": red}), of({"text/plain": moved}))
    assert of({"text/plain": red})[0] == Output("result", "fruit|ham"), "and can be read"


def test_a_reader_of_a_site_takes_what_it_knows():
    def reader(output):
        data = output.get("data", {})
        return Output("number", data["x/number"]) if "x/number" in data else None

    assert of({"x/number": "7", "text/html": "<p>"}, readers=[reader]) == [Output("number", "7")]
    assert of({"text/plain": "7"}, readers=[reader]) == [Output("result", "7")]


# Pictures ----------------------------------------------------------------------------------


def picture(kind="PNG", *, changed=None, **options):
    image = Image.new("RGB", (6, 4), (10, 200, 30))
    if changed:
        image.putpixel((5, 3), changed)
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return base64.b64encode(buffer.getvalue()).decode()


def test_a_picture_is_compared_by_its_pixels():
    one = of({"image/png": picture()})
    assert one == of({"image/png": picture(compress_level=0)}), "however it is compressed"
    assert one != of({"image/png": picture(changed=(11, 200, 30))})
    assert one[0].text.startswith("6 x 4 RGB, sha256 of pixels ")


def test_a_picture_with_a_tolerance():
    mime = "image/png"
    same, near, far = (
        of({mime: picture(changed=changed)}, keep_pictures=True)
        for changed in (None, (12, 200, 30), (60, 200, 30))
    )
    assert same_outputs(same, near, 0.01)
    assert not same_outputs(same, near)
    assert not same_outputs(same, far, 0.01)
    larger = of({mime: base64.b64encode(_png((7, 4))).decode()}, keep_pictures=True)
    assert not same_outputs(same, larger, 0.9)


def _png(size):
    buffer = io.BytesIO()
    Image.new("RGB", size, (10, 200, 30)).save(buffer, "PNG")
    return buffer.getvalue()


@pytest.mark.parametrize("mime", pictures.MIMES)
def test_data_that_are_no_picture_are_compared_by_their_bytes(mime):
    assert of({mime: "AAAA"}) != of({mime: "AAAB"})
    assert of({mime: "not base64 é"}) != of({mime: "not base64 è"})
