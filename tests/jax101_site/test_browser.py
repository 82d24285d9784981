"""The real site in a real browser: nothing is fetched from elsewhere, and copying copies code."""

from __future__ import annotations

import pytest
from browsing import all_pages

pytestmark = pytest.mark.newest

# The first line of each block of code, or of a checker's words, that has to be scrolled sideways.
CUT_CODE = """() => [...document.querySelectorAll('.bd-article .highlight-ipython3 pre, .bd-article .highlight-python pre, .bd-article details .highlight-text pre')]
    .filter(code => code.scrollWidth > code.clientWidth + 1)
    .map(code => code.textContent.trim().split('\\n')[0])"""


@pytest.fixture
def context(browser, address):
    made = browser.new_context()
    made.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    yield made
    made.close()


def test_no_page_asks_another_host_for_anything(context, address, site):
    asked = {}
    page = context.new_page()
    page.on("request", lambda request: asked.setdefault(request.url, page.url))
    for name in all_pages(site):
        page.goto(f"{address}/{name}", wait_until="load")
    elsewhere = {
        url: by for url, by in asked.items() if not url.startswith((address, "data:", "blob:"))
    }
    assert elsewhere == {}
    assert len(asked) > 10


COPY_ALL = """async () => {
  const wrong = [], trim = text => text.replace(/^\\n+|\\n+$/g, "");
  for (const cell of document.querySelectorAll("div.cell_input div.highlight")) {
    const source = cell.querySelector("pre").textContent, button = cell.querySelector("button.copybtn");
    if (!button) { wrong.push(["no button", source]); continue; }
    await navigator.clipboard.writeText("nothing was copied");
    button.click();
    let copied = "nothing was copied";
    for (let tries = 0; tries < 200 && copied === "nothing was copied"; tries++) {
      copied = await navigator.clipboard.readText();
    }
    if (trim(copied) !== trim(source)) wrong.push([copied, source]);
  }
  return wrong;
}"""


def test_every_copy_button_copies_the_runnable_code(context, address, site):
    wrong = {}
    page = context.new_page()
    for name in all_pages(site):
        page.goto(f"{address}/{name}", wait_until="load")
        if found := page.evaluate(COPY_ALL):
            wrong[name] = found
    assert wrong == {}


def test_outputs_have_no_copy_button(context, address, site):
    page = context.new_page()
    found = []
    for name in all_pages(site):
        page.goto(f"{address}/{name}", wait_until="load")
        count = page.locator("div.cell_output button.copybtn").count()
        if count:
            found.append((name, count))
    assert found == []


def test_no_page_can_be_pushed_sideways_on_the_smallest_screen(browser, address, site):
    """At 320 px: WCAG 1.4.10, and what a page of 1280 px is at 400 %."""
    page = browser.new_page(viewport={"width": 320, "height": 800})
    too_wide = {}
    for name in all_pages(site):
        page.goto(f"{address}/{name}")
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 320:
            too_wide[name] = width
    page.close()
    assert not too_wide


def test_on_a_wide_screen_code_and_verdicts_are_seen_at_once(browser, address, site):
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    cut = {}
    for name in all_pages(site):
        page.goto(f"{address}/{name}")
        if found := page.evaluate(CUT_CODE):
            cut[name] = found
    page.close()
    assert not cut
