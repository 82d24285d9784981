"""A page to search in, and what the search knows."""

from __future__ import annotations

import json

import pytest


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
