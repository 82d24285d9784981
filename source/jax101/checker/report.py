"""What the learner sees: one cause, expected against actual, why, where to read, which hint."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from jax101.checker.verdict import CAUSES, Finding, Verdict
from jax101.exercises.catalogue import Exercise

_WIDTH = 96
_PRINTED = 8  # lines of the answer's own output


def report(
    verdict: Verdict, exercise: Exercise | None = None, *, hints_read: int = 0, site: str = ""
) -> str:
    """The whole report as plain text.

    Args:
        verdict: the result.
        exercise: its exercise, for the section and the hints; None when there is none.
        hints_read: how many hints the learner has seen already.
        site: address of the notes with a slash at its end, if it is known.
    """
    if verdict.passed:
        return _passed(verdict)
    finding = verdict.finding or Finding("cannot-run", "No reason was given")
    lines = [f"✗ {verdict.exercise}: {finding.headline}", ""]
    lines += evidence(finding)
    lines += _where(finding)
    if finding.why:
        lines += [
            *textwrap.wrap(finding.why, _WIDTH, initial_indent="  ", subsequent_indent="  "),
            "",
        ]
    if verdict.status == "fail" and exercise is not None:
        lines += list(_next(finding, exercise, hints_read, site))
        lines += list(_count(verdict))
    if verdict.output.strip():
        lines += ["", "  Your program printed:", *_printed(verdict.output)]
    return "\n".join(lines).rstrip() + "\n"


def _passed(verdict: Verdict) -> str:
    lines = [f"✓ {verdict.exercise}: all {len(verdict.checks)} checks passed", ""]
    lines += [f"  ✓ {check.title}" for check in verdict.checks]
    if verdict.output.strip():
        lines += ["", "  Your program printed:", *_printed(verdict.output)]
    lines += ["", f"  Compare with ours: jax101 solution {verdict.exercise} --diff", ""]
    return "\n".join(lines)


def evidence(finding: Finding) -> list[str]:
    """The inputs, expected against actual, and further details, indented by two."""
    details = [f"  {detail}" for detail in finding.details if detail]
    compared = bool(finding.expected or finding.actual)
    # The rest of an error's message follows its first line; a difference follows the values.
    lines = [] if compared or not details else [*details, ""]
    for name, value in finding.given.items():
        lines += _value(name, value)
    if compared:
        lines += [""] if lines else []
        lines += [*_value("expected", finding.expected), *_value("actual", finding.actual)]
    lines += details if compared else []
    return [*lines, ""] if lines else []


def _value(name: str, value: str) -> list[str]:
    """`name  value`, or the value below its name where it has several lines."""
    if not value:
        return []
    first, *rest = value.splitlines()
    return [f"  {name:<9} {first}", *(f"  {'':<9} {line}" for line in rest)]


def _where(finding: Finding) -> list[str]:
    lines = []
    for frame in finding.frames:
        function = f", in {frame.function}" if frame.function not in ("", "<module>") else ""
        lines += [f"  your line {frame.line}{function}", f"      {frame.code}"]
    return [*lines, ""] if lines else []


def _next(finding: Finding, exercise: Exercise, hints_read: int, site: str) -> Iterator[str]:
    page, _, section = (finding.see or exercise.see).partition("#")
    yield f"  Read  {site}{page}.html{f'#{section}' if section else ''}"
    found = finding.cause in ("wrong-result", "raised")
    hint = min(max(finding.hint if found else 1, hints_read + 1), 3)
    yield f"  Next  jax101 hint {exercise.name} {hint}"


def _count(verdict: Verdict) -> Iterator[str]:
    if not verdict.checks:
        return
    total = len(verdict.checks)
    passed = sum(check.outcome == "passed" for check in verdict.checks)
    waiting = sum(check.outcome == "not run" for check in verdict.checks)
    yield ""
    for check in verdict.checks:
        mark = {"passed": "✓", "failed": "✗"}.get(check.outcome, "·")
        yield f"  {mark} {check.title}"
    yield f"  {passed} of {total} checks passed, {waiting} not run (seed {verdict.seed})"


def _printed(output: str) -> list[str]:
    lines = output.rstrip().splitlines()
    shown = [f"  | {line[:_WIDTH]}" for line in lines[:_PRINTED]]
    if len(lines) > _PRINTED:
        shown.append(f"  | … {len(lines) - _PRINTED} more lines")
    return shown


def summary(verdict: Verdict) -> str:
    """One line, for `watch` and for tables."""
    check = f" in {verdict.check}" if verdict.check else ""
    return f"{verdict.exercise}: {CAUSES[verdict.cause]}{check}"
