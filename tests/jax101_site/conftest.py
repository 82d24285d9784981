"""The finished site, served, and a browser that looks at it."""

from __future__ import annotations

import pytest
from browsing import chromium, served


@pytest.fixture(scope="module")
def address(site):
    """Return the site's address, served from this machine."""
    with served(site) as url:
        yield url


@pytest.fixture(scope="module")
def browser():
    """Return a browser, one for each module: another may be running beside none."""
    with chromium() as started:
        yield started
