"""A page on paper: all of it, black on white, and nothing else."""

from __future__ import annotations

import re

import pytest
from browsing import MORE_KINDS, all_pages, contrast, seen

pytestmark = pytest.mark.newest

A4 = {"width": 680, "height": 1000}  # what a sheet of A4 has between its margins, in CSS pixels
# Blocks of code and tables that run over their edge, or over the sheet's.
CUT = """() => [...document.querySelectorAll('.bd-article :is(pre, table, .pst-scrollable-table-container)')]
    .filter(block => block.checkVisibility())
    .filter(block => block.scrollWidth > block.clientWidth + 1 && getComputedStyle(block).overflowX !== 'visible'
        || block.getBoundingClientRect().right > innerWidth + 1)
    .map(block => block.textContent.trim().slice(0, 60))"""
CLOSED = """() => [...document.querySelectorAll('.bd-article details')]
    .filter(fold => [...fold.children].slice(1).some(part => !part.getBoundingClientRect().height))
    .map(fold => fold.querySelector('summary').textContent.trim())"""
# The first text that is printed.
FIRST = """() => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { data, parentElement: part } = texts.currentNode;
    const shown = part.checkVisibility() && part.matches(':not(script, style, noscript)');
    if (data.trim() && shown && part.getBoundingClientRect().height > 1) return part.closest('h1') ? 'the title' : data;
  }
}"""
PALE = """() => [...document.querySelectorAll('.bd-article :not(svg, svg *, [style*="background"], [style*="background"] *)')]
    .filter(part => [...part.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
    .filter(part => getComputedStyle(part).color !== 'rgb(0, 0, 0)')
    .map(part => part.outerHTML.slice(0, 80))"""
TARGETS = """() => [...document.querySelectorAll('.bd-article a.external[href^="http"]')]
    .filter(link => !getComputedStyle(link, '::after').content.includes(link.getAttribute('href')))
    .map(link => link.outerHTML)"""


@pytest.fixture(scope="module")
def sheet(browser):
    """Return a page that is laid out for paper, on a system that is dark."""
    made = browser.new_page(viewport=A4, color_scheme="dark")
    made.emulate_media(media="print", color_scheme="dark")
    yield made
    made.close()


def test_no_page_loses_anything(sheet, address, site):
    lost = {}
    for name in all_pages(site):
        sheet.goto(f"{address}/{name}")
        checks = [CUT, CLOSED] if name != "cheatsheet.html" else [CLOSED]  # two columns, of its own
        if found := [line for check in checks for line in sheet.evaluate(check)]:
            lost[name] = found
    assert lost == {}


@pytest.mark.parametrize("name", MORE_KINDS)
def test_a_page_is_black_on_white_and_begins_with_its_title(sheet, address, name):
    sheet.goto(f"{address}/{name}")
    assert sheet.evaluate("document.documentElement.dataset.theme") == "dark"
    assert sheet.evaluate(FIRST) == "the title"
    assert sheet.evaluate(PALE) == []
    title = sheet.locator("h1").last.bounding_box()
    assert contrast(seen(sheet, title).max(), seen(sheet, title).min()) > 20


@pytest.mark.parametrize("name", ["jit.html", "changes.html"])
def test_where_a_link_leads_can_be_typed(sheet, address, name):
    sheet.goto(f"{address}/{name}")
    assert sheet.locator('.bd-article a.external[href^="http"]').count()
    assert sheet.evaluate(TARGETS) == []


@pytest.mark.parametrize("name", ["parallel/automatic.html", "changes.html", "about/engine.html"])
def test_sheets_are_filled(sheet, address, name):
    """Long cells and long tables go on over the edge of a sheet; they leave no sheet nearly empty."""
    sheet.goto(f"{address}/{name}")
    height = sheet.evaluate("document.querySelector('.bd-article').scrollHeight")
    paper = sheet.pdf(format="A4", prefer_css_page_size=True)
    sheets = len(re.findall(rb"/Type /Page\b", paper))
    assert 0 < sheets <= 1.3 * height / A4["height"] + 1


def test_a_picture_stays_with_its_caption(sheet, address):
    sheet.goto(f"{address}/parallel/explorer.html")
    kept = "part => [...document.querySelectorAll(part)].map(found => getComputedStyle(found).breakInside)"
    for part in ("figure", ".jax101-explorer .pictures", "div.cell_input"):
        assert set(sheet.evaluate(kept, part)) == {"avoid"}, part
