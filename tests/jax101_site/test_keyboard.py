"""A reader without a mouse, or with colours of their own: where the focus is, is seen and kept."""

from __future__ import annotations

import pytest
from browsing import KINDS, contrast, legibility, seen

pytestmark = pytest.mark.newest

# Mark the first of each kind of control, and return how many kinds the page has.
MARK_KINDS = """() => {
  const kinds = new Set();
  const place = (el) => el.closest('.sd-card, details, nav, td, li, p, figure, form, header')?.className;
  for (const el of document.querySelectorAll('a[href], button, input, select, summary, [tabindex="0"]')) {
    const box = el.getBoundingClientRect();
    if (!box.width || !el.checkVisibility({ visibilityProperty: true }) || el.matches('.skip-link *')) continue;
    const kind = [el.tagName, el.className, el.parentElement.className, place(el)].join('|');
    if (kinds.has(kind)) continue;
    el.dataset.kind = kinds.size;
    kinds.add(kind);
  }
  return kinds.size;
}"""
# The control in the window, unfocused: the box around it, and how long a line around it is.
BRING = """number => {
  const el = document.querySelector(`[data-kind="${number}"]`);
  document.activeElement?.blur();
  el.scrollIntoView({ block: 'center' });
  const own = (el.querySelector('.toctree-toggle') || el.closest('.sd-card:has(> .sd-stretched-link), label') || el);
  const box = own.getBoundingClientRect(), lines = [...own.getClientRects()];
  const x = Math.max(0, box.x - 8), y = Math.max(0, box.y - 8);
  return {
    name: el.outerHTML.slice(0, 160), around: lines.reduce((sum, line) => sum + 2 * (line.width + line.height), 0),
    box: { x, y, width: Math.min(innerWidth, box.right + 8) - x, height: Math.min(innerHeight, box.bottom + 8) - y },
  };
}"""
FOCUS = 'number => document.querySelector(`[data-kind="${number}"]`).focus({ preventScroll: true })'
STILL = "*, *::before, *::after { transition: none !important; animation: none !important; }"


@pytest.fixture
def page(browser):
    made = browser.new_page(viewport={"width": 1440, "height": 900})
    yield made
    made.close()


def unseen(page, url, theme):
    """Return the kinds of controls of a page whose focus changes less than a line around them.

    What changes has to have a contrast of 3 to what was there before: WCAG 2.4.13.
    """
    page.goto(url, wait_until="load")
    page.add_style_tag(content=STILL)
    page.evaluate("theme => { document.documentElement.dataset.theme = theme; }", theme)
    count = page.evaluate(MARK_KINDS)
    page.keyboard.press("Tab")  # from here on the focus is a keyboard's
    hidden = []
    for number in range(count):
        control = page.evaluate(BRING, number)
        before = seen(page, control["box"])
        page.evaluate(FOCUS, number)
        changed = (contrast(before, seen(page, control["box"])) >= 3).sum()
        if changed < control["around"]:
            hidden.append((int(changed), round(control["around"]), control["name"]))
    assert count
    return hidden


def test_a_focus_that_is_cut_off_is_found(page):
    ring = "<style>:focus-visible { outline: 3px solid #a0a } p { overflow: hidden }</style>"
    page.route("**/*", lambda route: route.fulfill(content_type="text/html", body=body))
    body = f"{ring}<a href='#'>seen</a>"
    assert unseen(page, "http://127.0.0.1:1/", "light") == []
    body = f"{ring}<p><a style='display: block' href='#'>cut off</a></p>"
    assert len(unseen(page, "http://127.0.0.1:1/", "light")) == 1


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_focus_is_seen_on_every_kind_of_control(page, address, theme):
    pages = KINDS if theme == "light" else ("index.html", "exercises/jit_with_static_n.html")
    hidden = {name: unseen(page, f"{address}/{name}", theme) for name in pages}
    assert {name: found for name, found in hidden.items() if found} == {}


def focused(page):
    """Return the classes of what has the focus."""
    return page.evaluate("document.activeElement.className")


def test_the_menu_of_themes_gives_the_focus_back(page, address):
    page.goto(f"{address}/jit.html")
    page.focus(".theme-switch-button")
    for key in ("Enter", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    assert page.evaluate("document.documentElement.dataset.mode") == "auto"
    assert "theme-switch-button" in focused(page)


@pytest.mark.parametrize("side", ["primary", "secondary"])
def test_a_drawer_that_is_closed_gives_the_focus_back(page, address, side):
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{address}/jit.html")
    page.focus(f".{side}-toggle")
    page.keyboard.press("Enter")
    page.wait_for_selector(f"#pst-{side}-sidebar-modal[open]")
    page.keyboard.press("Escape")
    page.wait_for_selector(f"#pst-{side}-sidebar-modal", state="hidden")
    page.wait_for_function("document.activeElement !== document.body")
    assert f"{side}-toggle" in focused(page)


@pytest.mark.parametrize("name, button", [
    ("jit.html", "div.cell_input button.copybtn"),
    ("parallel/explorer.html", ".jax101-explorer button.copybtn"),
])  # fmt: skip
def test_what_is_copied_is_said_aloud(browser, address, name, button):
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{address}/{name}")
    page.locator(button).first.press("Enter")
    page.wait_for_function(
        "[...document.querySelectorAll('[role=status]')].some(said => said.textContent === 'Copied!')"
    )
    assert page.evaluate("navigator.clipboard.readText()").startswith("import jax")
    context.close()


def test_in_forced_colours_pictures_are_seen(page, address):
    page.emulate_media(forced_colors="active", color_scheme="dark")
    page.goto(f"{address}/parallel/explorer.html")
    for selector in (
        ".jax101-explorer .jax101-pic .y text",
        ".jax101-explorer input:checked + span",
    ):
        assert legibility(page, selector) > 4.5, selector
    page.goto(f"{address}/parallel/automatic.html")
    assert legibility(page, "figure .jax101-pic .y text") > 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_without_javascript_all_is_legible(browser, address, scheme):
    context = browser.new_context(java_script_enabled=False, color_scheme=scheme)
    page = context.new_page()
    page.goto(f"{address}/index.html")
    for selector in ("h1", "p", "div.cell_input pre", ".traceback pre", ".text_plain pre"):
        assert legibility(page, f".bd-article {selector}") > 4.5, selector
    context.close()
