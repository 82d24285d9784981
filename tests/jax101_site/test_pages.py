"""What every page needs: the syllabus is shown, little is exempt, and outputs have a record."""

from __future__ import annotations

import json
import os
import re
import tomllib
from pathlib import Path

import pytest

pytestmark = pytest.mark.newest

DOCS = Path(__file__).parents[2] / "docs"


def test_every_fact_of_the_syllabus_is_shown_and_every_claim_is_a_fact():
    facts = {
        f"{path.stem}.{key}"
        for path in (DOCS / "_syllabus").glob("*.toml")
        for key in tomllib.loads(path.read_text(encoding="utf-8"))["facts"]
    }
    pages = [
        path for path in DOCS.rglob("*.md") if not path.relative_to(DOCS).parts[0].startswith("_")
    ]
    claims = {
        claim
        for path in pages
        for line in re.findall(r"^:covers: (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
        for claim in line.replace(",", " ").split()
    }
    assert sorted(facts - claims) == [], "no cell shows these"
    assert sorted(claims - facts) == [], "no such facts"


def test_at_most_one_cell_in_fifty_is_exempt():
    pages = [
        path for path in DOCS.rglob("*.md") if not path.relative_to(DOCS).parts[0].startswith("_")
    ]
    texts = [path.read_text(encoding="utf-8") for path in pages]
    cells = sum(text.count("```{code-cell}") for text in texts)
    exempt = sum(len(re.findall(r"^:uncompared: ", text, re.MULTILINE)) for text in texts)
    assert exempt * 50 <= cells, f"{exempt} of {cells}"


def test_every_page_with_code_has_a_record_and_no_other_has(page_name):
    assert (DOCS / "_records" / f"{page_name}.txt").exists() or not re.search(
        r"print|^\w+(\(|$)", (DOCS / f"{page_name}.md").read_text(encoding="utf-8"), re.MULTILINE
    )


def test_no_page_shows_where_in_memory_something_was(site):
    pages = [path for path in sorted(site.rglob("*.html")) if "_static" not in path.parts]
    assert len(pages) > 50
    found = {
        path.name: address
        for path in pages
        for address in re.findall(r"\b0x[0-9a-f]{6,}\b", path.read_text(encoding="utf-8"))
    }
    assert not found


def test_a_page_is_kept_between_builds_unless_it_starts_processes(site):
    """Else an edit of a sentence runs the page, and a second build runs the whole site."""
    kept = (site.parent / "kept", DOCS.parent / "_build/kept")
    folder = next((folder for folder in kept if folder.is_dir()), None)
    if folder is None:
        pytest.skip("no build has kept anything here")
    latest = {
        page.relative_to(folder / "pages"): max(page.glob("*.json"), key=os.path.getmtime)
        for page in (folder / "pages").rglob("*")
        if any(page.glob("*.json"))
    }
    assert len(latest) > 60
    never = {str(name): json.loads(file.read_text())["never"] for name, file in latest.items()}
    others = {name: why for name, why in never.items() if why and "process" not in why}
    assert not others
    assert sum(map(bool, never.values())) < 10
