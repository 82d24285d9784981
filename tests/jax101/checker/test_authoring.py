"""Every file of every exercise ends as it says: the promise that the pages rest on."""

from __future__ import annotations

import pytest

from jax101.checker.report import report
from jax101.checker.verdict import Verdict
from jax101.exercises.authoring import Sample, samples, verdicts
from jax101.exercises.catalogue import exercises

EVERYTHING = exercises()
SAMPLES = samples(EVERYTHING)


@pytest.fixture(scope="module")
def checked() -> dict[str, Verdict]:
    """All verdicts, made at once on all cores."""
    return {s.name: v for s, v in zip(SAMPLES, verdicts(SAMPLES), strict=True)}


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_each_answer_ends_as_it_says(sample: Sample, checked: dict[str, Verdict]):
    verdict = checked[sample.name]
    assert sample.got(verdict) == sample.wanted, report(verdict, sample.exercise)
    assert verdict.status == ("pass" if sample.wanted == "passed" else "fail")


def each(test):
    return pytest.mark.parametrize("exercise", EVERYTHING, ids=lambda e: e.name)(test)


@each
def test_no_report_of_a_wrong_answer_says_that_all_passed(exercise, checked):
    for sample in samples([exercise]):
        if sample.wanted != "passed":
            assert "checks passed" not in report(checked[sample.name], exercise).splitlines()[0]
