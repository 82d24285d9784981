"""How long a page takes to read: said in its head, counted from what is on it, with a limit."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from toysite import cell

from jax101_site.minutes import MOST, Reading

pytestmark = pytest.mark.newest

ROOT = Path(__file__).parents[2]
NEEDS = "**Needs** patience."
LONG = "word " * (200 * (MOST + 1))


@pytest.mark.parametrize(
    "words, blocks, minutes",
    [(0, 0, 1), (1000, 0, 5), (0, 10, 4), (300, 4, 3), (290, 0, 1)],
)
def test_words_and_code_take_their_time(words, blocks, minutes):
    assert Reading(words, blocks).minutes == minutes


@pytest.fixture(scope="module")
def told(make_module_site):
    """Return what each page of a small site says of its minutes, and what the build found."""
    site = make_module_site("minutes")
    site.configure(jax101_looked_up=["list"])
    site.page("short", NEEDS, "Read on.", cell("1 + 1"))
    site.page("words", NEEDS, "word " * 600)
    site.page("cells", NEEDS, *[cell("print('a b c ' * 500)")] * 10)
    site.page("blocks", NEEDS, *["```python\nx = 1\n```"] * 5)
    site.page("list", NEEDS, LONG)
    site.page("headless", "No head.", "word " * 600)
    site.page("later", "## Part", NEEDS)
    site.accepted()
    run = site.build()
    names = ("short", "words", "cells", "blocks", "list", "headless", "later")
    found = {name: re.findall(r"Takes (\d+ minutes?) to read", site.shown(name)) for name in names}
    return found, run


def test_a_build_tells_the_minutes_where_a_page_tells_what_it_needs(told):
    found, run = told
    assert run.status == 0, run.err
    assert found == {
        "short": ["1 minute"],
        "words": ["3 minutes"],
        "cells": ["4 minutes"],
        "blocks": ["2 minutes"],
        "list": [],
        "headless": [],
        "later": [],
    }


def test_a_page_that_takes_too_long_fails_each_build(make_site):
    site = make_site()
    site.page("long", NEEDS, LONG, cell("1 + 1"))
    site.accepted()
    for run in (site.build(), site.build()):
        assert run.status != 0
        finding = run.only("long.md")
        assert finding.kind == "jax101.minutes"
        assert finding.message.startswith(
            f"takes {MOST + 1} minutes to read, and {MOST} are the most"
        )
        assert finding.message.endswith("words and 1 blocks of code. Shorten it")
    site.edit("long.md", LONG.strip(), "Short.")
    assert site.build().status == 0


def test_each_page_of_the_notes_tells_what_it_needs_and_so_its_minutes():
    index = (ROOT / "docs/index.md").read_text(encoding="utf-8")
    trees = re.findall(r"```\{toctree\}\n:hidden:\n:caption: (.+)\n\n((?:.+\n)+)```", index)
    notes = [
        name
        for caption, names in trees
        if caption in ("Notes", "Parallel programming")
        for name in names.split()
    ]
    assert len(notes) > 20
    settings = (ROOT / "conf.py").read_text(encoding="utf-8")
    looked_up = re.search(r"^jax101_looked_up = \[(.*?)\]", settings, re.MULTILINE | re.DOTALL)
    for name in notes:
        text = (ROOT / f"docs/{name}.md").read_text(encoding="utf-8")
        assert "\n\n**Needs** " in text.partition("\n## ")[0], name
        assert f'"{name}"' not in looked_up[1]
