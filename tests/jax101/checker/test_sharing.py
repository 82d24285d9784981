"""Our own answers share compiled programs: it saves time and changes no verdict."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jax101.checker.runner import Job, Runner
from jax101.exercises.catalogue import find

pytestmark = pytest.mark.newest


@pytest.fixture
def sharing(tmp_path):
    """A warm process whose answers share, and the folder that they share."""
    with Runner(tmp_path) as runner:
        yield runner, tmp_path


# They look into compiled programs: donation, communication, compilations, transfers.
@pytest.mark.parametrize(
    "name", ["donated_step", "explicit_matmul", "trace_budget", "stay_on_device"]
)
def test_a_program_that_was_loaded_gets_the_verdict_of_one_that_was_compiled(name, sharing, runner):
    loading, folder = sharing
    exercise = find(name)
    for file in (exercise.solution, *exercise.wrong):
        job = Job(exercise, file, seconds=60.0)
        alone, first = runner.check(job), loading.check(job)
        programs = sorted(folder.iterdir())
        second = loading.check(job)
        assert programs
        assert sorted(folder.iterdir()) == programs, "the second time all programs are there"
        assert _timeless(alone) == _timeless(first) == _timeless(second)


def test_answers_of_learners_share_nothing(monkeypatch, tmp_path):
    monkeypatch.setenv("JAX_COMPILATION_CACHE_DIR", str(tmp_path))
    exercise = find("donated_step")
    with Runner() as runner:
        assert runner.check(Job(exercise, exercise.solution, seconds=60.0)).passed
    assert not list(tmp_path.iterdir())


def _timeless(verdict):
    return replace(
        verdict, seconds=0.0, checks=tuple(replace(check, seconds=0.0) for check in verdict.checks)
    )
