"""What a reader sees on a phone without scrolling sideways, and how large it is there."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.newest

PHONE = {"width": 390, "height": 844}
# The smallest text of a picture, in pixels of the screen.
SMALLEST = """() => Math.min(...[...document.querySelectorAll('.jax101-pic text')].map(text => {
  const { a, b } = text.getScreenCTM();
  return parseFloat(getComputedStyle(text).fontSize) * Math.hypot(a, b);
}))"""
# Blocks that have to be scrolled, and what scrolls without a key that could do it.
CUT = """blocks => [...document.querySelectorAll(blocks)]
    .filter(block => block.scrollWidth > block.clientWidth + 1)
    .map(block => block.textContent.trim().slice(0, 60))"""
WITHOUT_KEYS = """() => [...document.querySelectorAll('.jax101-pic')]
    .map(picture => picture.closest('.output') ?? picture.closest('figure'))
    .filter(block => block.scrollWidth > block.clientWidth + 1 && block.tabIndex < 0).length"""


@pytest.fixture(scope="module")
def phone(browser):
    made = browser.new_page(viewport=PHONE)
    yield made
    made.close()


@pytest.mark.parametrize("name", ["index", "parallel/automatic", "parallel/explorer"])
def test_text_in_pictures_can_be_read_and_reached(phone, address, name):
    phone.goto(f"{address}/{name}.html")
    phone.locator(".jax101-pic").first.wait_for()
    assert phone.evaluate(SMALLEST) >= 12
    assert phone.evaluate(WITHOUT_KEYS) == 0


@pytest.mark.parametrize("name", ["changes", "debugging", "custom-derivatives", "parallel/index"])
def test_a_table_of_three_columns_is_seen_whole(phone, address, name):
    phone.goto(f"{address}/{name}.html")
    assert phone.locator(".pst-scrollable-table-container").count()
    assert phone.evaluate(CUT, ".pst-scrollable-table-container") == []


@pytest.mark.parametrize("name", ["exercises/index", "exercises/hvp", "install", "about/engine"])
def test_a_command_is_seen_whole(phone, address, name):
    phone.goto(f"{address}/{name}.html")
    assert phone.locator(":is(.highlight-bash, .highlight-console) pre").count()
    assert phone.evaluate(CUT, ":is(.highlight-bash, .highlight-console) pre") == []
