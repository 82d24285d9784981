"""See what the checker says about every file of an exercise: `python tests/checker/author.py NAME…`.

For the people who write exercises; `--report` prints the learner's report for each as well.
"""

from __future__ import annotations

import sys

from jax101.checker.catalogue import exercises, find, rejected_by
from jax101.checker.report import report
from jax101.checker.runner import Job, check_many


def main(names: list[str], *, full: bool) -> int:
    """Check every file of the named exercises, or of all; the number of surprises."""
    files = [
        (e, path)
        for e in ([find(name) for name in names] or exercises())
        for path in (e.starter, e.solution, *e.accepted, *e.wrong)
    ]
    verdicts = check_many([Job(e, path, seconds=60.0) for e, path in files])
    surprises = 0
    for (e, path), verdict in zip(files, verdicts, strict=True):
        if path == e.starter:
            good, wanted = verdict.cause == "not-implemented", "not-implemented"
        elif path in e.wrong:
            wanted = rejected_by(path)
            good = verdict.check == wanted and verdict.status == "fail"
        else:
            good, wanted = verdict.passed, "pass"
        got = verdict.check or verdict.cause
        note = "" if good else f"   !!!! expected {wanted}"
        print(f"{e.name}/{path.relative_to(e.folder)}: {got}, {verdict.seconds} s{note}")
        surprises += not good
        if full or not good:
            print(report(verdict, e))
    print(f"{len(files)} answers, {surprises} surprises")
    return surprises


if __name__ == "__main__":
    arguments = sys.argv[1:]
    sys.exit(bool(main([a for a in arguments if a != "--report"], full="--report" in arguments)))
