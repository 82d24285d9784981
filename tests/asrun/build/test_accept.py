"""Accepting outputs: shown first, written whole, and never a page touched."""

from __future__ import annotations

import os
import re

import pytest
from toysite import cell


def page_bytes(site):
    return {path: path.read_bytes() for path in (site.root / "docs").rglob("*.md")}


@pytest.fixture
def accepted(make_site):
    site = make_site()
    site.page("one", cell("name = 'one'\ncount = 1\nprint(count)"), cell("import os"))
    site.page(
        "deep/two", cell("print('two')\n'kept'"), cell("raise KeyError('k')", raises="KeyError")
    )
    site.file("prose.md", "# Prose\n\nNo code.\n")
    site.accepted()
    return site


def test_a_record_is_made_to_be_read(accepted):
    assert accepted.record("deep/two").read_text() == (
        "# What the cells of deep/two print. Written by `nox -s accept`, read in its diff.\n"
        "\n"
        "== print('two')\n"
        "-- stdout\n"
        "    two\n"
        "-- result\n"
        "    'kept'\n"
        "\n"
        "== raise KeyError('k')\n"
        "-- error KeyError\n"
        "    'k'\n"
    )
    assert not accepted.record("prose").exists()
    assert accepted.build().status == 0


def test_each_difference_is_shown_and_pages_stay_as_they_are(accepted):
    accepted.edit("one.md", "count = 1", "count = 2")
    before, other = page_bytes(accepted), accepted.record("deep/two").stat()
    run = accepted.accept("one")
    assert run.status == 0
    place = f"{accepted.root}/docs/one.md:10: the output is not the recorded one"
    assert place in run.out
    assert "-1\n+2" in run.out
    assert page_bytes(accepted) == before
    assert accepted.record("deep/two").stat().st_mtime_ns == other.st_mtime_ns
    assert accepted.build().status == 0


def test_accepting_twice_changes_nothing(accepted):
    before = accepted.record("deep/two").read_bytes()
    run = accepted.accept("docs/deep/two.md")
    assert run.status == 0
    assert "recorded one" not in run.out
    assert accepted.record("deep/two").read_bytes() == before


def test_pages_can_be_verified_without_a_build(accepted):
    before = accepted.record("one").read_bytes()
    run = accepted.run("verify", "one")
    assert (run.status, run.err) == (0, "")
    assert re.fullmatch(r"one: verified on JAX [\d.]+\n", run.out)
    accepted.edit("one.md", "count = 1", "count = 2")
    accepted.edit("deep/two.md", "'kept'", "'kept' + 1")
    run = accepted.run("verify")
    assert (run.status, run.out) == (1, "")
    assert f"{accepted.root}/docs/one.md:10: the output is not the recorded one" in run.err
    assert f"{accepted.root}/docs/deep/two.md:10: the cell raised TypeError" in run.err
    run = accepted.run("verify", "no-such-page")
    assert (run.status, "no-such-page.md:1: there is no such page" in run.err) == (2, True)
    assert accepted.record("one").read_bytes() == before
    assert not accepted.html.exists()


def test_the_releases_that_cells_name_in_their_order(make_site):
    site = make_site()
    site.page("one", cell("1", differs="0.10.0"), cell("2", differs="0.9.1"), cell("3"))
    site.page("deep/two", "```{code-cell}\n---\ndiffers: 0.10.0\n---\n4\n```")
    assert site.run("releases").out == "0.9.1 one\n0.10.0 deep/two one\n"


def test_nothing_is_accepted_while_a_page_fails(accepted):
    accepted.edit("one.md", "count = 1", "count = 2")
    accepted.edit("deep/two.md", "'kept'", "'kept' + 1")
    before = accepted.record("one").read_bytes()
    run = accepted.accept()
    assert run.status == 1
    assert f"{accepted.root}/docs/deep/two.md:10: the cell raised TypeError: can only" in run.err
    assert run.err.endswith("\nNothing was accepted: mend what does not run first.\n")
    assert accepted.record("one").read_bytes() == before


def test_nothing_is_accepted_while_a_page_cannot_be_read(accepted):
    accepted.edit("one.md", "count = 1", "count = (")
    run = accepted.accept()
    assert run.status == 2
    assert (
        run.err
        == f"{accepted.root}/docs/one.md:11: syntax error in the cell: '(' was never closed\n"
    )


def test_a_page_that_is_not_there(accepted):
    run = accepted.accept("on")
    assert run.status == 2
    assert run.err == f"{accepted.root}/docs/on.md:1: there is no such page\n"


def test_records_of_pages_that_are_gone_are_dropped(accepted):
    (accepted.root / "docs/one.md").unlink()
    run = accepted.accept()
    assert run.status == 0
    assert "one: record dropped" in run.out
    assert not accepted.record("one").exists()
    assert accepted.record("deep/two").exists()


def test_a_record_is_replaced_whole(accepted):
    """Who reads while `accept` writes sees the old record or the new one: it is another file."""
    accepted.edit("one.md", "count = 1", "count = 2")
    reader = accepted.record("one").open()
    old = os.fstat(reader.fileno()).st_ino
    accepted.accepted("one")
    assert accepted.record("one").stat().st_ino != old
    assert "    1\n" in reader.read()
    assert "    2\n" in accepted.record("one").read_text()
    reader.close()
    assert not list(accepted.record("one").parent.glob("*.new"))


def test_a_malformed_record_is_written_afresh(accepted):
    good = accepted.record("one").read_bytes()
    accepted.record("one").write_bytes(b"\xff\xfe nothing of the kind")
    run = accepted.accept("one")
    assert run.status == 0
    assert "not UTF-8" in run.out
    assert accepted.record("one").read_bytes() == good


def test_what_only_the_page_can_mend_is_said_and_stays_red(accepted):
    accepted.edit("one.md", "import os", "import sys\nprint('no', file=sys.stderr)")
    run = accepted.accept("one")
    assert "undeclared text on stderr" in run.out
    assert accepted.build().status != 0
