"""Pages and sites that cannot be built: one clear message with file and line, and no traceback."""

from __future__ import annotations

import pytest
from toysite import HEAD, cell


@pytest.fixture(scope="module")
def unreadable(make_module_site):
    site = make_module_site("unreadable")
    good = cell("print('good')")
    site.page("matter", good, head="---\nfile_format: mystnb\nkernelspec: [\n---\n")
    site.page("open", good, head="---\nfile_format: mystnb\n")
    site.page("list", good, head="---\n- file_format\n---\n")
    site.page("number", good, head="---\nfile_format: mystnb\nkernelspec: 5\n---\n")
    site.page("kernel", good, head=HEAD.replace("python3", "julia-1.9"))
    site.page("headless", good, head="")
    site.page("syntax", good, cell("x = 1\ny = (2\n", label="bad", covers="a b"))
    site.page("indent", cell("\nx = 1\n  y = 2"))
    site.page("shown", cell("y = (2", raises="SyntaxError"))
    site.page("tag", good, cell("1 / 0", tags="[raises-exception]"))
    site.page("option", good, cell("1", rasies="TypeError"))
    site.page("empty", good, cell("1", raises=""))
    site.page("types", good, cell("1", raises="TypeError, ValueError"))
    site.page("tolerance", good, cell("1", tolerance="large"))
    site.page("both", good, cell("1", tolerance="0.1", uncompared="varies"))
    site.page("differs", good, cell("1", differs="newer"))
    site.page("yaml", good, "```{code-cell} python\n:raises: [\n1\n```")
    site.file("latin.md", HEAD.encode() + b"\n# Caf\xe9\n")
    return site, site.build()


CASES = {
    "matter": (3, "the front matter is not YAML: "),
    "open": (1, "the front matter does not end: close it with a line '---'"),
    "list": (1, "the front matter must hold 'key: value' lines"),
    "number": (1, "the kernelspec must hold a line 'name: python3'"),
    "kernel": (1, "the kernel is 'julia-1.9', and cells are run by Python: name it 'python3'"),
    "headless": (1, "a page with code cells says so in its front matter: begin it with"),
    "syntax": ("y = (2", "syntax error in the cell: '(' was never closed"),
    "indent": ("  y = 2", "syntax error in the cell: unexpected indent"),
    "tag": (
        ":tags:",
        "the tag 'raises-exception' accepts any error: name the type with ':raises: ",
    ),
    "option": (":rasies:", "unknown cell option 'rasies'; a cell can have: raises, warns, "),
    "empty": (":raises:", "the cell option 'raises' needs a value"),
    "types": (
        ":raises:",
        "the cell option 'raises' is the name of one class, such as TypeError, not ",
    ),
    "tolerance": (":tolerance:", "the cell option 'tolerance' is a number between 0 and 1, not 'l"),
    "both": (":tolerance:", "'uncompared' and 'tolerance' contradict each other: keep one"),
    "differs": (":differs:", "the cell option 'differs' is a version such as 0.11.0, not 'ne"),
    "yaml": (
        "```{code-cell} python\n:raises: [",
        "the cell's options cannot be read: Invalid options",
    ),
    "latin": (1, "not UTF-8 (byte "),
}


@pytest.mark.parametrize("page", CASES)
def test_a_page_that_cannot_be_read(unreadable, page):
    site, run = unreadable
    place, message = CASES[page]
    found = run.only(f"{page}.md")
    if isinstance(place, str) and "\n" in place:
        text = (site.root / "docs" / f"{page}.md").read_text()
        place = text[: text.index(place)].count("\n") + 1
    elif isinstance(place, str):
        place = site.line(f"{page}.md", place)
    assert (found.line, found.kind) == (place, "asrun.page")
    assert found.message.startswith(message)


def test_all_of_them_are_reported_in_one_run_without_a_traceback(unreadable):
    site, run = unreadable
    assert run.status != 0
    assert {found.file for found in run.findings} == {f"{page}.md" for page in CASES} | {"shown.md"}
    assert "Traceback" not in run.err
    assert not site.html.exists()


def test_a_syntax_error_that_the_cell_is_there_to_show_is_no_fault(unreadable):
    assert unreadable[1].only("shown.md").kind == "asrun.record"


def test_the_last_good_site_stays(make_site):
    site = make_site()
    site.page("page", cell("print(1)"))
    site.accepted()
    assert site.build().status == 0
    before = {path: path.read_bytes() for path in site.html.rglob("*") if path.is_file()}
    site.page("page", cell("print(1"))
    run = site.build()
    assert run.status != 0
    assert f"{site.html} still holds the last good site" in run.err
    assert {path: path.read_bytes() for path in site.html.rglob("*") if path.is_file()} == before


def test_a_folder_without_a_site(make_site):
    site = make_site()
    (site.root / "conf.py").unlink()
    run = site.build()
    assert run.status == 2
    assert run.err.startswith(f"{site.root / 'conf.py'}: ")
    assert run.err.count("\n") == 1


@pytest.mark.parametrize(
    "setting, word",
    [({"html_theme": "no-such-theme"}, "no-such-theme"), ({"extensions": ["absent"]}, "absent")],
)
def test_a_dependency_that_is_missing(make_site, setting, word):
    site = make_site()
    site.configure(**setting)
    run = site.build()
    assert run.status == 2
    assert word in run.err
    assert "Traceback" not in run.err
