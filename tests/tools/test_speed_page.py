"""`about/speed`: the table on the site is the table in the repository."""

from __future__ import annotations

import re

import pytest

from jax101_site.measurements import DATA, GPU_DATA, Row, read, write

pytestmark = pytest.mark.newest

PAGE = "# Speed\n\n```{speed}\n```\n"
ROWS = [
    Row("cold", "Cold build of 7 pages", "stock", 4.25, "at least", 4.0, ours=10.0, other=42.5),
    Row("edit", "Rebuild", "more than Sphinx", 2.5, "at most", 2.0, "seconds"),
]
SETTING = {"cores": 2, "versions": {"jax": "0.12.0"}}


@pytest.fixture
def site(make_site):
    site = make_site()
    site.file("about/speed.md", PAGE)
    return site


def test_the_table_shows_each_row_and_what_the_figures_hold_for(site):
    write(site.root / DATA, SETTING, ROWS, ["cold", "edit"])
    run = site.build()
    assert run.status == 0, run.err
    page = (site.html / "about/speed.html").read_text()
    assert len(re.findall("<tr", page)) == 1 + len(ROWS)
    shown = site.shown("about/speed")
    assert "42.5\N{NO-BREAK SPACE}s" in shown
    shown = shown.replace("\N{NO-BREAK SPACE}", " ")
    for text in ("Cold build of 7 pages", "stock: 42.5 s", "4.25", "≤ 2.00 s, not reached"):
        assert text in shown
    assert "Measured on 2 cores with jax 0.12.0." in shown


@pytest.mark.parametrize("text", [None, "{}"])
def test_without_measurements_the_build_says_how_to_make_them(site, text):
    if text:
        (site.root / DATA).write_text(text)
    run = site.build()
    assert run.status
    (finding,) = run.of("about/speed.md")
    assert finding.kind == "jax101.speed"
    assert "nox -s bench" in finding.message


def test_new_measurements_are_shown_by_the_next_build(site):
    write(site.root / DATA, SETTING, ROWS, ["cold", "edit"])
    site.build()
    write(site.root / DATA, {**SETTING, "cores": 64}, ROWS[:1], ["cold", "edit"])
    run = site.build()
    assert run.status == 0, run.err
    assert "Measured on 64 cores" in site.shown("about/speed")


def test_what_a_gpu_took_is_a_table_of_its_own(site):
    write(site.root / DATA, SETTING, ROWS, ["cold", "edit"])
    site.file("about/speed.md", PAGE + "\n```{speed} gpu\n```\n")
    assert site.build().status == 0
    assert "Not measured yet: python3 -m nox -s bench -- gpu" in site.shown("about/speed")
    row = Row("gpu", "Running 3 pages", "the sum of their cells", 1.1, "at most", 1.2)
    write(site.root / GPU_DATA, {**SETTING, "device": "NVIDIA X"}, [row], ["gpu"])
    run = site.build()
    assert run.status == 0, run.err
    assert "Measured on 2 cores and one NVIDIA X with jax" in site.shown("about/speed")
    site.file("about/speed.md", PAGE + "\n```{speed} cpu\n```\n")
    assert "takes nothing or 'gpu', not 'cpu'" in site.build().err


def test_what_the_repository_keeps_can_be_read():
    from conftest import ROOT

    from bench.__main__ import PARTS

    _, rows = read(ROOT / DATA)
    assert {row.part for row in rows} <= set(PARTS)
