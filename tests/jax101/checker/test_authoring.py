"""Every file of every exercise ends as it says: the promise that the pages rest on."""

from __future__ import annotations

import re

import pytest

from jax101.checker.report import report
from jax101.checker.verdict import Verdict
from jax101.exercises.authoring import Sample, samples, verdicts
from jax101.exercises.catalogue import Exercise, exercises

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
def test_an_exercise_is_complete(exercise: Exercise):
    assert len(exercise.wrong) >= 4
    assert len(exercise.accepted) >= 1
    assert all(len(hint) > 20 for hint in exercise.hints())


@each
def test_every_check_has_a_sentence(exercise: Exercise):
    source = exercise.checks.read_text()
    titles = re.findall(r'\ndef test_\w+\(.*?\):\n    """(.*?)"""', source, flags=re.DOTALL)
    assert len(titles) == source.count("\ndef test_")
    assert all(title.split("\n")[0].endswith(".") for title in titles)


@each
def test_wrong_answers_name_checks_that_exist_and_say_a_thought(exercise: Exercise):
    source = exercise.checks.read_text()
    for sample in samples([exercise]):
        if sample.file in exercise.wrong:
            assert f"def {sample.wanted}(" in source
            assert sample.file.read_text().splitlines()[1].startswith('"""')


@each
def test_no_report_of_a_wrong_answer_says_that_all_passed(exercise, checked):
    for sample in samples([exercise]):
        if sample.wanted != "passed":
            assert "checks passed" not in report(checked[sample.name], exercise).splitlines()[0]


@each
def test_minutes_are_those_of_the_difficulty(exercise: Exercise):
    """As docs/exercises/index.md says."""
    fewest, most = {1: (6, 10), 2: (8, 15), 3: (15, 25)}[exercise.difficulty]
    assert fewest <= exercise.minutes <= most
