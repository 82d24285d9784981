"""See what the checker says about every file of an exercise: `python -m jax101.exercises.authoring NAME…`.

For the people who write exercises. The same facts are a test: the starter is not implemented,
the solution and every accepted answer pass, every wrong one is rejected by the check it names.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from jax101.checker.report import report
from jax101.checker.runner import Job, check_many
from jax101.checker.verdict import Verdict
from jax101.exercises.catalogue import Exercise, exercises, find, rejected_by

PATIENCE = 60.0
"""Seconds for one answer here: a busy machine is no fault of an exercise."""


@dataclass(frozen=True)
class Sample:
    """One file of an exercise, with the check or the cause it must end in."""

    exercise: Exercise
    file: Path
    wanted: str

    @property
    def name(self) -> str:
        """Such as `pairwise/wrong/transposed.py`."""
        return f"{self.exercise.name}/{self.file.relative_to(self.exercise.folder)}"

    def got(self, verdict: Verdict) -> str:
        """What to compare with `wanted`: the check that failed, or the cause."""
        plain = verdict.cause in ("passed", "not-implemented") or not verdict.check
        return verdict.cause if plain else str(verdict.check)


def samples(chosen: Iterable[Exercise]) -> list[Sample]:
    """Every file that comes with these exercises."""
    found = []
    for exercise in chosen:
        found += [Sample(exercise, exercise.starter, "not-implemented")]
        found += [Sample(exercise, f, "passed") for f in (exercise.solution, *exercise.accepted)]
        found += [Sample(exercise, f, rejected_by(f)) for f in exercise.wrong]
    return found


def verdicts(chosen: list[Sample]) -> list[Verdict]:
    """The checker's verdict on each."""
    return check_many([Job(s.exercise, s.file, seconds=PATIENCE) for s in chosen])


def main(names: list[str], *, full: bool) -> int:
    """Check every file of the named exercises, or of all; the number of surprises."""
    chosen = samples([find(name) for name in names] or exercises())
    surprises = 0
    for sample, verdict in zip(chosen, verdicts(chosen), strict=True):
        good = sample.got(verdict) == sample.wanted
        surprises += not good
        note = "" if good else f"   !!!! expected {sample.wanted}"
        print(f"{sample.name}: {sample.got(verdict)}, {verdict.seconds} s{note}")
        if full or not good:
            print(report(verdict, sample.exercise))
    print(f"{len(chosen)} answers, {surprises} surprises")
    return surprises


if __name__ == "__main__":
    arguments = sys.argv[1:]
    sys.exit(bool(main([a for a in arguments if a != "--report"], full="--report" in arguments)))
