"""Reports send learners to sections of the notes: those sections exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from jax101.exercises.catalogue import exercises

pytestmark = pytest.mark.newest

DOCS = Path(__file__).resolve().parents[3] / "docs"


def anchors(page: str) -> set[str]:
    """The anchors of a page's headings, as MyST makes them."""
    text = (DOCS / f"{page}.md").read_text()
    titles = re.findall(r"^#{1,3} (.*)$", text, flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", t.strip().lower()).replace(" ", "-") for t in titles}


def places() -> list[tuple[str, str]]:
    found = []
    for exercise in exercises():
        found.append((exercise.name, exercise.see))
        sees = re.findall(r'see="([^"]*)"', exercise.checks.read_text())
        found += [(exercise.name, see) for see in sees]
    return found


@pytest.mark.parametrize(("name", "see"), places())
def test_the_section_exists(name, see):
    page, _, section = see.partition("#")
    assert section in anchors(page), f"{name} points to {see}"


@pytest.mark.parametrize("exercise", exercises(), ids=lambda e: e.name)
def test_an_exercise_has_a_page_that_shows_all_of_it(exercise):
    text = (DOCS / "exercises" / f"{exercise.name}.md").read_text()
    for part in ("head", "task", "hints", "gallery", "solution", "check"):
        assert f"{{exercise-{part}}} {exercise.name}" in text
    assert "jax101" not in "".join(re.findall(r"```\{code-cell\}.*?```", text, flags=re.DOTALL))
