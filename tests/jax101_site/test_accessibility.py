"""Everybody can read and use each page: axe-core finds no fault in it, in either theme, wide or narrow."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import MORE_KINDS, all_pages

pytestmark = pytest.mark.newest

WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 360, "height": 800}
OPEN_FOLDS = "() => document.querySelectorAll('details').forEach(fold => { fold.open = true; })"
SET_THEME = "theme => { document.documentElement.dataset.theme = theme; }"
# What the theme shows and hides by moving it is looked at when it has arrived.
STILL = "*, *::before, *::after { transition: none !important; animation: none !important; }"
# All of axe's rules. Contrast is what takes long, so it is measured once for each colour of text on
# each ground, in each size.
RUN = """async () => {
  const seen = new Set(), chosen = [];
  const ground = (el) => {
    const colour = el ? getComputedStyle(el).backgroundColor : '';
    return colour === 'rgba(0, 0, 0, 0)' ? ground(el.parentElement) : colour;
  };
  for (const el of document.querySelectorAll('body *:not(script, style, svg *)')) {
    if (![...el.childNodes].some(node => node.nodeType === 3 && node.data.trim()) || !el.checkVisibility()) continue;
    const look = getComputedStyle(el), kind = [look.color, look.fontSize, look.fontWeight, ground(el)].join();
    if (!seen.has(kind)) chosen.push(el);
    seen.add(kind);
  }
  const found = [
    await axe.run({ include: chosen }, { runOnly: ['color-contrast'], resultTypes: ['violations'] }),
    await axe.run(document, { rules: { 'color-contrast': { enabled: false } }, resultTypes: ['violations'] }),
  ];
  return found.flatMap(one => one.violations).flatMap(
    fault => fault.nodes.map(node => `${fault.id}: ${node.html.slice(0, 160)} ${node.any.map(why => why.message)}`));
}"""


@pytest.fixture(scope="module")
def page(browser):
    made = browser.new_page()
    yield made
    made.close()


def faults(page):
    """Return what axe says about the page as it is: the rule, the element, and why."""
    return page.evaluate(RUN)


def show(page, url, viewport, theme):
    """Open a page with all that it folds, ready for axe."""
    page.set_viewport_size(viewport)
    page.goto(url, wait_until="load")
    page.add_style_tag(content=STILL)
    page.evaluate(OPEN_FOLDS)
    page.evaluate(SET_THEME, theme)
    page.evaluate(Axe().axe_script)


def test_axe_finds_the_faults_that_it_is_here_for(page):
    page.set_content(
        "<html lang=en><title>Faulty</title><main><h1>Faulty</h1><details><summary></summary>"
        "</details><p style='color:#999;background:#fff'>pale</p></main></html>"
    )
    page.evaluate(Axe().axe_script)
    assert {fault.split(":")[0] for fault in faults(page)} == {"summary-name", "color-contrast"}


def test_no_page_has_a_fault(page, address, site):
    """All pages; of those of exercises, which are made alike, every ninth."""
    found = {}
    exercises = [name for name in all_pages(site) if name.startswith("exercises/")]
    pages = [name for name in all_pages(site) if name not in exercises] + exercises[::9]
    for name in pages:
        show(page, f"{address}/{name}", WIDE, "light")
        if wrong := faults(page):
            found[name] = wrong
    assert found == {}


@pytest.mark.parametrize("viewport, theme", [(WIDE, "dark"), (NARROW, "light")], ids=str)
def test_pages_of_each_kind_have_no_fault_in_either_theme_and_width(page, address, viewport, theme):
    """Contrast is the theme's, where things stand is the width's: each is changed alone."""
    found = {}
    for name in MORE_KINDS:
        show(page, f"{address}/{name}", viewport, theme)
        if wrong := faults(page):
            found[name] = wrong
    assert found == {}
