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
    "words, code, output, minutes",
    [
        (0, 0, 0, 1),
        (1000, 0, 0, 5),
        (0, 90, 0, 3),
        (0, 0, 120, 2),
        (300, 45, 60, 4),
        (290, 0, 0, 1),
    ],
)
def test_words_code_and_output_take_their_time(words, code, output, minutes):
    assert Reading(words, code, output).minutes == minutes


@pytest.fixture(scope="module")
def told(make_module_site):
    """Return what each page of a small site says of its minutes, and what the build found."""
    site = make_module_site("minutes")
    site.configure(jax101_looked_up=["list"])
    site.page("short", NEEDS, "Read on.", cell("1 + 1"))
    site.page("words", NEEDS, "word " * 600)
    site.page("code", NEEDS, cell("\n\n".join(["x = 1"] * 90)))
    site.page("shown", NEEDS, "```python\n" + "x = 1\n" * 90 + "```")
    site.page("output", NEEDS, cell("for number in range(240):\n    print(number)"))
    site.page("list", NEEDS, LONG)
    site.page("headless", "No head.", "word " * 600)
    site.page("later", "## Part", NEEDS)
    site.accepted()
    run = site.build()
    names = ("short", "words", "code", "shown", "output", "list", "headless", "later")
    found = {name: re.findall(r"Takes (\d+ minutes?) to read", site.shown(name)) for name in names}
    return found, run


def test_a_build_tells_the_minutes_where_a_page_tells_what_it_needs(told):
    found, run = told
    assert run.status == 0, run.err
    assert found == {
        "short": ["1 minute"],
        "words": ["3 minutes"],
        "code": ["3 minutes"],
        "shown": ["3 minutes"],
        "output": ["4 minutes"],
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
        assert finding.message.endswith("1 lines of code, 1 lines of output. Shorten it")
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
