"""The order in which a site is read."""

from __future__ import annotations

from types import SimpleNamespace

from asrun.sphinxext.order import reading_order


def test_pages_stand_as_in_the_contents_and_others_last():
    contents = {"index": ["zoo", "parts/index"], "parts/index": ["parts/b", "parts/a", "index"]}
    env = SimpleNamespace(toctree_includes=contents, config=SimpleNamespace(root_doc="index"))
    names = ["lost", "found", "parts/a", "parts/b", "zoo", "index"]
    assert reading_order(env, names) == ["index", "zoo", "parts/b", "parts/a", "found", "lost"]
