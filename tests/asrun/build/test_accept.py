"""Accepting outputs: shown first, written whole, and never a page touched."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys

import pytest
from toysite import cell

from asrun.accept import ask_in_terminal


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
        "# What the cells of deep/two print. Written by accept, to be read in its diff.\n"
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

    assert "one: name = 'one'\n@@" in run.out
    assert "-1\n+2" in run.out
    assert "one: 1 of 1 cells with output changed" in run.out
    assert page_bytes(accepted) == before
    assert accepted.record("deep/two").stat().st_mtime_ns == other.st_mtime_ns
    assert accepted.build().status == 0


def test_accepting_twice_changes_nothing(accepted):
    before = accepted.record("deep/two").read_bytes()
    run = accepted.accept("docs/deep/two.md")
    assert run.status == 0
    assert run.out == "deep/two: nothing changed\n"
    assert accepted.record("deep/two").read_bytes() == before


def test_pages_can_be_verified_without_a_build(accepted):
    before = accepted.record("one").read_bytes()
    run = accepted.run("verify", "one")
    assert (run.status, run.err) == (0, "")
    assert re.fullmatch(r"one: verified on jax [\d.]+\n", run.out)
    accepted.edit("one.md", "count = 1", "count = 2")
    accepted.edit("deep/two.md", "'kept'", "'kept' + 1")
    run = accepted.run("verify")
    assert (run.status, run.out) == (1, "")
    assert f"{accepted.root}/docs/one.md:10: the output is not the recorded one" in run.err
    assert f"{accepted.root}/docs/deep/two.md:10: the cell raised TypeError" in run.err
    run = accepted.run("verify", "no-such-page")
    assert (run.status, run.err[:34]) == (2, "there is no page 'no-such-page'; a")
    assert accepted.record("one").read_bytes() == before
    assert not accepted.html.exists()


def test_nothing_of_a_page_is_accepted_while_it_fails(accepted):
    accepted.edit("one.md", "count = 1", "count = 2")
    accepted.edit("deep/two.md", "'kept'", "'kept' + 1")
    before = accepted.record("one").read_bytes()
    run = accepted.accept()
    assert run.status == 1
    assert f"{accepted.root}/docs/deep/two.md:10: the cell raised TypeError: can only" in run.err
    assert run.err.endswith("deep/two: nothing accepted; fix the page first\n")
    assert accepted.record("one").read_bytes() != before, "the other page is another matter"


def test_nothing_of_a_page_is_accepted_while_it_cannot_be_read(accepted):
    accepted.edit("one.md", "count = 1", "count = (")
    run = accepted.accept()
    assert run.status == 1
    message = f"{accepted.root}/docs/one.md:11: syntax error in the cell: '(' was never closed"
    assert run.err.startswith(message)


def test_a_page_that_is_not_there(accepted):
    run = accepted.accept("on")
    assert (run.status, run.err) == (2, "there is no page 'on'; did you mean one?\n")
    run = accepted.accept("two")
    assert (run.status, run.err) == (2, "there is no page 'two'; did you mean deep/two?\n")


def test_records_of_pages_that_are_gone_are_dropped(accepted):
    (accepted.root / "docs/one.md").unlink()
    run = accepted.accept()
    assert run.status == 0
    assert f"{accepted.record('one')}: dropped, no page uses it" in run.out
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
    assert "1 of 1 cells with output changed" in run.out
    assert accepted.record("one").read_bytes() == good


def test_what_only_the_page_can_mend_is_said_and_stays_red(accepted):
    accepted.edit("one.md", "import os", "import sys\nprint('no', file=sys.stderr)")
    before = accepted.record("one").read_bytes()
    accepted.edit("one.md", "count = 1", "count = 2")
    run = accepted.accept("one")
    assert run.status == 1
    assert "undeclared text on stderr" in run.err
    assert accepted.record("one").read_bytes() == before
    assert accepted.build().status != 0


UNSTEADY = {
    "a time": "import time\ntime.time_ns()",
    "a random number": "import random\nrandom.random()",
    "the order of a set": "print({'apple', 'pear', 'plum', 'fig', 'quince'})",
    "an address": "hex(id(object()))",
    "a process": "import os\nos.getpid()",
    "a form that no terminal shows": (
        "import uuid\nclass T:\n    def __repr__(self): return 'T'\n"
        "    def _repr_html_(self): return f'<p id={uuid.uuid4()}>'\nT()"
    ),
}


@pytest.mark.parametrize("code", UNSTEADY.values(), ids=UNSTEADY)
def test_only_what_a_second_run_repeats_is_accepted(make_site, code):
    site = make_site()
    site.page("page", cell("print('steady')"), cell(code))
    run = site.accept()
    assert run.status == 1
    assert "page.md:14: two runs of this cell show something else" in run.err
    assert "':uncompared: reason'" in run.err
    assert not site.record("page").exists()


DECLARED_WRONGLY = {
    "raises": (cell("raise KeyError('k')", raises="TypeError"), "raised KeyError"),
    "raises nothing": (cell("1 + 1", raises="TypeError"), "raised nothing: drop ':raises:'"),
    "warns not": (cell("1 + 1", warns="UserWarning"), "did not warn of that: drop ':warns:'"),
    "undeclared": (cell("import warnings\nwarnings.warn('old')"), "undeclared warning"),
    "quote": (cell("print(12)") + "\n\nIt is {out}`13`.", "13"),
    "an error": (cell("{}['k']"), ":raises: KeyError"),
}


@pytest.fixture(scope="module")
def declared_wrongly(make_module_site):
    site = make_module_site("wrong")
    for name, (code, _) in DECLARED_WRONGLY.items():
        site.page(name.replace(" ", "-"), cell("print('before')"), code)
    return site, site.accept()


@pytest.mark.parametrize("name", DECLARED_WRONGLY)
def test_a_wrong_declaration_is_an_error_and_nothing_of_its_page_is_written(declared_wrongly, name):
    site, run = declared_wrongly
    page = name.replace(" ", "-")
    assert run.status == 1
    (said,) = [part for part in run.err.split("\n\n") if f"/docs/{page}.md:" in part]
    assert DECLARED_WRONGLY[name][1] in said
    assert f"{page}: nothing accepted; fix the page first\n" in run.err
    assert not site.record(page).exists()


def test_a_new_record_is_shown_and_counted(make_site):
    site = make_site()
    site.page("page", cell("print('first')"), cell("name = 1"), cell("2 + 3"))
    run = site.accept()
    assert "page: print('first')\n-- stdout\nfirst\n" in run.out
    assert "page: 2 + 3\n-- result\n5\n" in run.out
    assert run.out.endswith("page: 2 of 2 cells with output changed\n")


def test_a_misspelt_page_of_a_folder_is_suggested(accepted):
    run = accepted.accept("deep/tow")
    assert (run.status, run.err) == (2, "there is no page 'deep/tow'; did you mean deep/two?\n")


def in_terminal(site, answers, *options):
    """Run `accept` in a pseudo-terminal, as a person who types these answers. Status and text."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "asrun", "--root", str(site.root), "accept", *options]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    process = subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, cwd=site.root
    )
    os.close(theirs)
    text, left = "", list(answers)
    while True:
        try:
            text += os.read(ours, 4096).decode()
        except OSError:  # the other end is closed
            break
        if text.endswith("[q]uit? ") and left:
            os.write(ours, left.pop(0).encode())
            text += "|"
    os.close(ours)
    assert left == [], text
    return process.wait(timeout=60), text.replace("\r\n", "\n")


@pytest.mark.skipif(os.name == "nt", reason="no pseudo-terminals")
@pytest.mark.parametrize(
    ("answers", "status", "written"),
    [
        (["a\n", "a\n"], 0, ["deep/two", "one"]),
        (["what\n", "s\n", "accept\n"], 1, ["one"]),
        (["a\n", "q\n"], 1, ["deep/two"]),
        (["\x04"], 1, []),
    ],
    ids=["both", "skip", "quit", "end"],
)
def test_a_person_is_asked_page_by_page(accepted, answers, status, written):
    accepted.edit("one.md", "count = 1", "count = 2")
    accepted.edit("deep/two.md", "print('two')", "print('three')")
    before = {name: accepted.record(name).read_bytes() for name in ("deep/two", "one")}
    ended, text = in_terminal(accepted, answers)
    assert ended == status, text
    changed = [name for name, old in before.items() if accepted.record(name).read_bytes() != old]
    assert changed == written
    assert text.index("deep/two: [a]ccept, [s]kip or [q]uit? ") > text.index("three")
    assert "Interrupted; nothing was written" not in text


@pytest.mark.parametrize("ended", [KeyboardInterrupt, EOFError])
def test_who_interrupts_the_question_quits(monkeypatch, ended):
    def interrupted(_):
        raise ended

    monkeypatch.setattr("builtins.input", interrupted)
    assert ask_in_terminal("one") is None


@pytest.mark.skipif(os.name == "nt", reason="no pseudo-terminals")
def test_nobody_is_asked_who_says_yes_or_has_nothing_to_answer(accepted):
    assert "[q]uit" not in in_terminal(accepted, [])[1], "nothing changed"
    accepted.edit("one.md", "count = 1", "count = 2")
    status, text = in_terminal(accepted, [], "--yes", "one")
    assert (status, "[q]uit" in text) == (0, False)
    assert "    2\n" in accepted.record("one").read_text()
