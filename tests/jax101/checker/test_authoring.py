"""Every file of every exercise ends as it says: the promise that the pages rest on."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from jax101.checker.report import report
from jax101.checker.verdict import Verdict
from jax101.exercises.authoring import Sample, samples, verdicts
from jax101.exercises.catalogue import Exercise, exercises
from jax101_site import gallery

EVERYTHING = exercises()
RIGHT = [sample for sample in samples(EVERYTHING) if "/wrong/" not in sample.name]
WRONG = [sample for sample in samples(EVERYTHING) if "/wrong/" in sample.name]
FIRST = {sample.exercise.name: sample for sample in reversed(WRONG)}


@pytest.fixture(scope="module")
def checked() -> dict[str, Verdict]:
    """Verdicts of the right answers and one wrong one for each exercise, made on all cores."""
    # Those of one exercise together: they share what is compiled.
    asked = sorted([*RIGHT, *FIRST.values()], key=lambda sample: sample.exercise.name)
    return {s.name: v for s, v in zip(asked, verdicts(asked), strict=True)}


@pytest.fixture(scope="module")
def mistakes(tmp_path_factory) -> dict[str, gallery.Mistake]:
    """What was said of each wrong answer, by its name.

    The build of a site has judged them for its galleries, and keeps that under a hash of all that
    it depends on: what is as it was is not judged again.
    """
    site = os.environ.get("JAX101_SITE")
    kept = Path(site).parent / "kept/exercises" if site else None
    folder = kept if kept and kept.is_dir() else tmp_path_factory.mktemp("galleries")
    found = gallery.record(EVERYTHING, folder)
    return {f"{name}/wrong/{m.name}.py": m for name, all_of in found.items() for m in all_of}


@pytest.mark.parametrize("sample", RIGHT, ids=lambda sample: sample.name)
def test_a_right_answer_passes_and_a_starter_does_not(sample: Sample, checked):
    verdict = checked[sample.name]
    assert sample.got(verdict) == sample.wanted, report(verdict, sample.exercise)
    assert verdict.status == ("pass" if sample.wanted == "passed" else "fail")


# On the newest JAX, the build of the published site judges them for its galleries.
@pytest.mark.newest
@pytest.mark.parametrize("sample", WRONG, ids=lambda sample: sample.name)
def test_a_wrong_answer_is_rejected_by_the_check_it_names(sample: Sample, mistakes):
    mistake = mistakes[sample.name]
    assert not mistake.surprise
    assert mistake.headline
    assert mistake.title


@pytest.mark.parametrize("exercise", EVERYTHING, ids=lambda e: e.name)
def test_no_report_of_a_wrong_answer_says_that_all_passed(exercise: Exercise, checked):
    said = report(checked[FIRST[exercise.name].name], exercise)
    assert "checks passed" not in said.splitlines()[0]
