"""The order in which a site is read."""

from __future__ import annotations

from collections.abc import Iterable

from sphinx.environment import BuildEnvironment


def reading_order(env: BuildEnvironment, names: Iterable[str]) -> list[str]:
    """Pages in the order of the site's contents; those that are in none come last, by name.

    Args:
        env: of a build that has read all pages.
        names: the docnames to put in order.
    """
    places: dict[str, int] = {}

    def visit(name: str) -> None:
        if name not in places:
            places[name] = len(places)
            for child in env.toctree_includes.get(name, []):
                visit(child)

    visit(env.config.root_doc)
    return sorted(names, key=lambda name: (places.get(name, len(places)), name))
