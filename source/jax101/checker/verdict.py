"""The one result of a check: what a report shows and what `--json` prints."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

SCHEMA = 1

#: Every cause a verdict can have, and what it says in a table.
CAUSES: Mapping[str, str] = {
    "passed": "passed",
    "wrong-result": "a property does not hold",
    "raised": "the answer raised an error",
    "not-implemented": "not implemented",
    "syntax-error": "not valid Python",
    "import-error": "the file fails while it is loaded",
    "wrong-name": "the function is missing",
    "wrong-signature": "the parameters differ",
    "timed-out": "timed out",
    "out-of-memory": "out of memory",
    "process-ended": "the program ended before the checks did",
    "changed-library": "the answer changes a library",
    "changed-output": "the answer closes or replaces its output",
    "too-much-output": "the answer prints too much",
    "left-running": "the answer leaves something running",
    "skipped": "a check was skipped",
    "untrusted": "the result cannot be trusted",
    "cannot-run": "the checker cannot run",
}
EXIT_STATUS: Mapping[str, int] = {"pass": 0, "fail": 1, "error": 2}


@dataclass(frozen=True)
class Frame:
    """One line of the learner's own file in a traceback."""

    line: int
    function: str
    code: str


@dataclass(frozen=True)
class Finding:
    """One cause: expected against actual, why, and where to read on."""

    cause: str
    headline: str
    given: Mapping[str, str] = field(default_factory=dict)
    expected: str = ""
    actual: str = ""
    details: tuple[str, ...] = ()
    why: str = ""
    see: str = ""
    hint: int = 0
    frames: tuple[Frame, ...] = ()

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Finding:
        """The finding that `asdict` wrote, unknown fields ignored."""
        known = {f.name: data[f.name] for f in fields(cls) if f.name in data}
        known["frames"] = tuple(Frame(**frame) for frame in known.get("frames", ()))
        known["details"] = tuple(known.get("details", ()))
        return cls(**known)


@dataclass(frozen=True)
class Check:
    """One check of an exercise: its test's name, its docstring's first line, its outcome."""

    name: str
    title: str
    outcome: str  # "passed", "failed" or "not run"
    seconds: float = 0.0


@dataclass(frozen=True)
class Verdict:
    """The result of checking one answer.

    `status` is `pass`, `fail` or `error` (the checker could not run);
    `check` is the test that failed, where one did.
    """

    exercise: str
    status: str
    finding: Finding | None = None
    check: str | None = None
    checks: tuple[Check, ...] = ()
    output: str = ""
    seed: int = 0
    seconds: float = 0.0
    jax: str = ""
    schema: int = SCHEMA

    @property
    def passed(self) -> bool:
        """Whether every check ran and passed."""
        return self.status == "pass"

    @property
    def cause(self) -> str:
        """One of `CAUSES`."""
        return self.finding.cause if self.finding else "passed"

    @property
    def exit_status(self) -> int:
        """0 pass, 1 fail, 2 cannot run."""
        return EXIT_STATUS[self.status]

    def as_dict(self) -> dict[str, Any]:
        """Plain data, the cause at the top level."""
        return {**asdict(self), "cause": self.cause}

    def to_json(self) -> str:
        """One line of JSON."""
        return json.dumps(self.as_dict(), ensure_ascii=False)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Verdict:
        """The verdict that `as_dict` wrote."""
        known = {f.name: data[f.name] for f in fields(cls) if f.name in data}
        if known.get("finding"):
            known["finding"] = Finding.from_json(known["finding"])
        known["checks"] = tuple(Check(**check) for check in known.get("checks", ()))
        return cls(**known)

    def __repr__(self) -> str:
        return f"<Verdict {self.exercise}: {self.status}, {self.cause}>"

    def _ipython_display_(self) -> None:
        """Nothing: `jax101.check` has already printed the report."""


def cannot_run(exercise: str, headline: str, *details: str) -> Verdict:
    """The verdict when the checker itself could not do its work."""
    finding = Finding("cannot-run", headline, details=details)
    return Verdict(exercise, "error", finding)
