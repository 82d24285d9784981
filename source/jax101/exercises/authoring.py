"""See what an exercise lacks, and what the checker says about each of its files.

For the people who write exercises: `python -m jax101.exercises.authoring NAME…`.
The same facts are tests: nothing is missing, the starter is not implemented, the solution and
every accepted answer pass, every wrong one is rejected by the check it names.
"""

from __future__ import annotations

import difflib
import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from jax101.checker.report import report
from jax101.checker.runner import Job, check_many
from jax101.checker.verdict import Verdict
from jax101.exercises.catalogue import FOLDER, Exercise, load, rejected_by
from jax101.exercises.complete import lacks

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
    """Every file that comes with these exercises.

    Raises:
        ValueError: a wrong answer does not name the check that rejects it.
    """
    found = []
    for exercise in chosen:
        found += [Sample(exercise, exercise.starter, "not-implemented")]
        found += [Sample(exercise, f, "passed") for f in (exercise.solution, *exercise.accepted)]
        found += [Sample(exercise, f, rejected_by(f)) for f in exercise.wrong]
    return found


def verdicts(chosen: list[Sample]) -> list[Verdict]:
    """The checker's verdict on each."""
    return check_many([Job(s.exercise, s.file, seconds=PATIENCE) for s in chosen])


def main(names: list[str], *, full: bool, folder: Path = FOLDER) -> int:
    """Say what the named exercises lack, or all, and check their files. The number of surprises."""
    here = sorted(path.name for path in folder.iterdir() if _is_exercise(path))
    names = [name.replace("-", "_").strip("/") for name in names] or here
    if unknown := [name for name in names if name not in here]:
        near = difflib.get_close_matches(unknown[0], here, n=3, cutoff=0.5)
        advice = f"did you mean {' or '.join(near)}?" if near else f"they are folders in {folder}"
        print(f"there is no exercise {unknown[0]!r}; {advice}", file=sys.stderr)
        return 1
    missing = 0
    ready: list[Sample] = []
    for name in names:
        found = lacks(name, folder)
        missing += len(found)
        for lack in found:
            print(lack)
        ready += _samples_that_can_run(name, folder)
    surprises = 0
    for sample, verdict in zip(ready, verdicts(ready), strict=True):
        good = sample.got(verdict) == sample.wanted
        surprises += not good
        note = "" if good else f"   !!!! expected {sample.wanted}"
        print(f"{sample.name}: {sample.got(verdict)}, {verdict.seconds} s{note}")
        if full or not good:
            print(report(verdict, sample.exercise))
    print(f"{len(ready)} answers, {surprises} surprises, {missing} things missing")
    return surprises + missing


def _is_exercise(path: Path) -> bool:
    return path.is_dir() and path.name.isidentifier() and not path.name.startswith("_")


def _samples_that_can_run(name: str, folder: Path) -> list[Sample]:
    """Those whose files are there; what is missing has been said."""
    try:
        exercise = load(folder / name)
    except (OSError, ValueError):  # no toml, or an impossible one
        return []
    if not exercise.checks.is_file():
        return []
    found = [Sample(exercise, exercise.starter, "not-implemented")]
    found += [Sample(exercise, f, "passed") for f in (exercise.solution, *exercise.accepted)]
    for file in exercise.wrong:
        with suppress(ValueError):  # it names no check
            found.append(Sample(exercise, file, rejected_by(file)))
    return [sample for sample in found if sample.file.is_file()]


if __name__ == "__main__":
    arguments = sys.argv[1:]
    sys.exit(bool(main([a for a in arguments if a != "--report"], full="--report" in arguments)))
