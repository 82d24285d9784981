"""The real site in a real browser: nothing is fetched from elsewhere, and copying copies code."""

from __future__ import annotations

import pytest
from browsing import all_pages

pytestmark = pytest.mark.newest

WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 320, "height": 800}
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
OUTPUTS_TO_COPY = "() => document.querySelectorAll('div.cell_output button.copybtn').length"
# The first line of each block of code, or of a checker's words, that has to be scrolled sideways.
CUT_CODE = """() => [...document.querySelectorAll('.bd-article .highlight-ipython3 pre, .bd-article .highlight-python pre, .bd-article details .highlight-text pre')]
    .filter(code => code.scrollWidth > code.clientWidth + 1)
    .map(code => code.textContent.trim().split('\\n')[0])"""
TOO_WIDE = "() => Math.max(0, document.documentElement.scrollWidth - innerWidth)"


@pytest.fixture(scope="module")
def visits(browser, address, site):
    """What was asked for, and what was found on each page: each is loaded once, for all tests."""
    context = browser.new_context()
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    page, asked, found = context.new_page(), {}, {}
    page.on("request", lambda request: asked.setdefault(request.url, page.url))
    for name in all_pages(site):
        page.set_viewport_size(WIDE)
        page.goto(f"{address}/{name}", wait_until="load")
        here = {check: page.evaluate(check) for check in (CUT_CODE, OUTPUTS_TO_COPY, COPY_ALL)}
        page.set_viewport_size(NARROW)
        found[name] = {**here, TOO_WIDE: page.evaluate(TOO_WIDE)}
    context.close()
    assert len(found) > 50
    return asked, found


def faults(visits, check):
    """What a check found, by page."""
    return {name: here[check] for name, here in visits[1].items() if here[check]}


def test_the_checks_see_what_they_are_for(browser, address):
    """One page with every fault."""
    page = browser.new_page(viewport=NARROW)
    page.goto(f"{address}/404.html")
    page.set_content(
        "<main class=bd-article><div class=cell_input><div class=highlight><pre>x</pre></div></div>"
        "<div class=cell_output><button class=copybtn>copy</button></div>"
        "<div class=highlight-python style='width: 900px'><pre style='width: 20px; overflow: auto'>"
        "a_long_line_of_code = 1</pre></div></main>"
    )
    assert page.evaluate(CUT_CODE) == ["a_long_line_of_code = 1"]
    assert page.evaluate(OUTPUTS_TO_COPY) == 1
    assert page.evaluate(COPY_ALL) == [["no button", "x"]]
    assert page.evaluate(TOO_WIDE) > 500
    page.close()


def test_no_page_asks_another_host_for_anything(visits, address):
    asked, _ = visits
    own = (address, "data:", "blob:")
    assert {url: by for url, by in asked.items() if not url.startswith(own)} == {}
    assert len(asked) > 10


def test_every_copy_button_copies_the_runnable_code(visits):
    assert faults(visits, COPY_ALL) == {}


def test_outputs_have_no_copy_button(visits):
    assert faults(visits, OUTPUTS_TO_COPY) == {}


def test_no_page_can_be_pushed_sideways_on_the_smallest_screen(visits):
    """At 320 px: WCAG 1.4.10, and what a page of 1280 px is at 400 %."""
    assert faults(visits, TOO_WIDE) == {}


def test_on_a_wide_screen_code_and_verdicts_are_seen_at_once(visits):
    assert faults(visits, CUT_CODE) == {}
