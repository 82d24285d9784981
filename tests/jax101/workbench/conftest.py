"""A small site, and a server for it."""

from __future__ import annotations

import pytest
from learning import learning


@pytest.fixture(scope="session")
def small_site(tmp_path_factory):
    """A site of two files; one beside it is nobody's business."""
    base = tmp_path_factory.mktemp("served")
    (base / "secret.txt").write_text("secret")
    site = base / "html"
    (site / "_static").mkdir(parents=True)
    (site / "index.html").write_text("<html><head></head><body>Front page</body></html>")
    (site / "leads-out.txt").symlink_to(base / "secret.txt")
    return site


@pytest.fixture(scope="module")
def learn(small_site, tmp_path_factory):
    """A server that the tests of a module ask."""
    with learning(small_site, tmp_path_factory.mktemp("answers")) as running:
        yield running
