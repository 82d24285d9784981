"""What the build knows of each executed page, kept in Sphinx's environment between builds."""

from __future__ import annotations

from typing import cast

from sphinx.environment import BuildEnvironment

from asrun.outcome import PageOutcome


def outcomes(env: BuildEnvironment) -> dict[str, PageOutcome]:
    """The outcome of every page that has code, or cannot be read, by docname."""
    if not hasattr(env, "asrun_outcomes"):
        env.asrun_outcomes = {}  # type: ignore[attr-defined]
    return cast(dict[str, PageOutcome], env.asrun_outcomes)  # type: ignore[attr-defined]
