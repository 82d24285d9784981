"""The finished site, served, and a browser that searches in it."""

from __future__ import annotations

import functools
import http.server
import json
import shutil
import threading

import pytest
from playwright.sync_api import sync_playwright

CHROME = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)


@pytest.fixture(scope="module")
def address(site):
    """Return the site's address, served from this machine."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    handler = functools.partial(Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def browser():
    """Return Debian's Chromium, or what stands in for it."""
    assert CHROME, "no Chromium or Chrome on the PATH"
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=CHROME, args=["--no-sandbox"])
        yield made
        made.close()


@pytest.fixture(scope="module")
def page(browser):
    """Return one page for all tests, for each goes to an address first."""
    made = browser.new_page()
    yield made
    made.close()


@pytest.fixture(scope="module")
def records(site):
    """Return what the search page loads: the kinds of pages, and the records of each."""
    text = (site / "_static/search/records.js").read_text(encoding="utf-8")
    return json.loads(text.partition(" = ")[2].rstrip().rstrip(";"))
