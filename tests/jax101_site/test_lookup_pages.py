"""The pages people look things up on: errors by class, what changed, and a sheet of paper."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from asrun.project import load

pytestmark = pytest.mark.newest

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
A4 = (595, 842)  # points


def headings(page, level):
    """Return the text of the headings of one level."""
    text = (DOCS / f"{page}.md").read_text(encoding="utf-8")
    return re.findall(rf"^{'#' * level} (.+)$", text, re.MULTILINE)


def raising_cells():
    """Return (page, error type) of every cell that must raise."""
    project = load(ROOT)
    for page in (project.read(name, path) for name, path in project.paths().items()):
        yield from ((page.name, cell.options.raises) for cell in page.code_cells)


def test_each_error_type_that_a_page_raises_has_an_entry():
    """A raising cell links to `errors.md#<type>`, so there must be a heading."""
    entries = set(headings("errors", 2))
    missing = {(page, error) for page, error in raising_cells() if error and error not in entries}
    assert not missing


def test_each_error_type_has_one_heading():
    """Two headings of one name would share a link."""
    entries = headings("errors", 2)
    assert len(entries) == len(set(entries))


def test_the_table_of_changes_lists_each_entry_in_order():
    """The table leads to every entry, and both are sorted by the name in the older code."""
    text = (DOCS / "changes.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| \[(.+?)\]\(#", text, re.MULTILINE)
    entries = headings("changes", 2)
    assert entries.pop() == "Next"
    plain = [re.sub(r"[`@…]", "", entry).casefold() for entry in entries]
    assert len(rows) == len(entries)
    assert plain == sorted(plain)
    for row, entry in zip(rows, entries, strict=True):
        assert row.strip("`").split("(")[0].rstrip("…, `") in entry


def test_each_term_of_the_glossary_leads_to_the_section_that_explains_it():
    """The build finds links that lead nowhere; that there is one, it does not know."""
    text = (DOCS / "glossary.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```\{glossary\}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    entries = [entry.splitlines() for block in blocks for entry in block.strip().split("\n\n")]
    terms = [line for entry in entries for line in entry if not line.startswith("  ")]
    assert len(terms) == len(set(terms)) > 50
    unexplained = [entry[0] for entry in entries if not re.search(r"\]\(\S+\.md", entry[-1])]
    assert unexplained == []


def test_the_cheat_sheet_prints_on_two_sides_of_a4(site, browser):
    """Printed from a browser, the sheet is one sheet of paper."""
    page = browser.new_page()
    page.goto((site / "cheatsheet.html").as_uri())
    paper = page.pdf(prefer_css_page_size=True)
    page.close()
    sizes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", paper)
    assert [tuple(round(float(side)) for side in size) for size in sizes] == [A4, A4]
