"""Sentences that claim more than a cell shows: which are listed, and which a test excuses."""

from __future__ import annotations

import pytest
from toysite import CONFIGURATION, HEAD, cell

from asrun.project import load
from jax101_site.__main__ import main

pytestmark = pytest.mark.newest

FACTS = """\
[facts]
sum = "Every sum of two integers is one."
shown = "Two and two."
[tests]
sum = "test_sum"
"""


@pytest.fixture
def site(tmp_path):
    """Return a function that writes the page `toy` and lists what is found on it."""
    (tmp_path / "docs" / "_syllabus").mkdir(parents=True)
    (tmp_path / "docs" / "_syllabus" / "toy.toml").write_text(FACTS)
    (tmp_path / "conf.py").write_text(CONFIGURATION + 'asrun_source = "docs"\n')

    def found(capsys, *blocks):
        text = HEAD + "\n" + "\n\n".join(blocks) + "\n"
        (tmp_path / "docs" / "toy.md").write_text(text)
        assert main(["--root", str(tmp_path), "universal"]) == 0
        *listed, blank, of_page, in_all = capsys.readouterr().out.splitlines()
        places = dict(line.split(": ", 1) for line in listed)
        number = str(len(places))
        assert blank == ""
        assert of_page.split() == [number, "toy"]
        assert in_all.split() == [number, "in", "all"]
        for place, sentence in places.items():
            assert sentence in text.splitlines()[int(place.split(":")[1]) - 1]
        return list(places.values())

    return found


def test_a_claim_beside_a_cell_without_proof_is_found_and_the_sentence_before_it_is_not(
    site, capsys
):
    blocks = ("One and one are two. Every sum is an integer.", cell("2 + 2", covers="toy.shown"))
    assert site(capsys, *blocks) == ["Every sum is an integer."]


@pytest.mark.parametrize("above", [True, False])
def test_a_proved_cell_above_or_below_excuses(site, capsys, above):
    proved = cell("1 + 1", covers="toy.shown toy.sum")
    blocks = ["# Toy", proved, "No sum fails."] if above else ["# Toy", "No sum fails.", proved]
    assert site(capsys, *blocks) == []


def test_a_proved_cell_excuses_nothing_beyond_a_heading_or_another_cell(site, capsys):
    proved = cell("1 + 1", covers="toy.sum")
    other = cell("2 + 2", covers="toy.shown")
    beyond = ("It never fails.", "## Next", "All of it.", proved, "", other, "Only here.")
    assert site(capsys, *beyond) == ["It never fails.", "Only here."]


@pytest.mark.parametrize(
    "block",
    [
        "`all(x)` and {py:obj}`any` are functions.",
        "See [the rules](only.md#every).",
        "```python\n# every line\n```",
        "```{toctree}\nall\n```",
        "> Every word is quoted.",
        "## Know every rule",
        "% never read",
        "Annual, nobody, onlyish, recall, an all-reduce.",
    ],
)
def test_what_is_no_claim_is_not_found(site, capsys, block):
    assert site(capsys, "# Toy", block) == []


@pytest.mark.parametrize(
    "block",
    [
        "Take `x`: the same holds.",
        ":::{note}\nThe same holds.\n:::",
        "::::{grid}\n:::{card} Each\n:link: all\nThe same holds.\n\n```python\nany\n```\n:::\n::::",
        "| a | The same |\n| --- | --- |",
        "- Nothing.",
        "(see [every rule](rules.md))",
    ],
)
def test_a_claim_is_found_wherever_a_reader_reads_it(site, capsys, block):
    assert len(site(capsys, "# Toy", block)) == 1


def test_the_pages_of_this_site_are_read(pytestconfig):
    from jax101_site.universal import report

    lines = list(report(load(pytestconfig.rootpath)))
    assert any(line.startswith("docs/parallel/") for line in lines)
    assert lines[-1].endswith(" in all")
