"""A first visit is light, and what is drawn stays where it is."""

from __future__ import annotations

import gzip

import pytest
from browsing import KINDS

pytestmark = pytest.mark.newest

MOST = 300_000  # bytes over the network, as a host compresses them
PACKED = (".woff2", ".png", ".zip")
WATCH = """{
  window.shifted = 0;
  new PerformanceObserver(list => {
    for (const shift of list.getEntries()) if (!shift.hadRecentInput) window.shifted += shift.value;
  }).observe({ type: 'layout-shift', buffered: true });
}"""


def compressed(url, body):
    """Return how many bytes a host would send: text with gzip, what is packed as it is."""
    packed = url.split("?")[0].endswith(PACKED)
    return len(body if packed else gzip.compress(body, 6, mtime=0))


def settle(page, url):
    """Open a page and wait for all that it loads, and for what its scripts do then."""
    page.goto(url, wait_until="load")
    page.evaluate("document.fonts.ready.then(() => 0)")
    page.wait_for_timeout(200)


@pytest.mark.parametrize("name", KINDS)
def test_a_first_visit_is_light(browser, address, name):
    context = browser.new_context()
    page, sizes = context.new_page(), {}
    page.on("response", lambda one: sizes.setdefault(one.url, one))
    settle(page, f"{address}/{name}")
    sizes = {url: compressed(url, one.body()) for url, one in sizes.items()}
    context.close()
    assert not [url for url in sizes if "fontawesome.js" in url]
    largest = sorted(sizes.items(), key=lambda one: -one[1])[:8]
    assert sum(sizes.values()) <= MOST, largest


@pytest.mark.parametrize("viewport", [(1440, 900), (390, 844)])
@pytest.mark.parametrize("name", KINDS)
def test_what_is_drawn_stays_where_it_is(browser, address, name, viewport):
    context = browser.new_context(viewport=dict(zip(("width", "height"), viewport, strict=True)))
    context.add_init_script(WATCH)
    page = context.new_page()
    # Slow enough for the text to be drawn before the scripts have come.
    context.new_cdp_session(page).send("Network.emulateNetworkConditions", {
        "offline": False, "latency": 80, "downloadThroughput": 2e6, "uploadThroughput": 2e6,
    })  # fmt: skip
    settle(page, f"{address}/{name}")
    shifted = page.evaluate("window.shifted")
    context.close()
    assert shifted < 0.05
