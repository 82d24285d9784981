"""From what a child said, and how it ended, to a verdict. A gap is never a pass.

Nothing here runs a process, so each way an answer can misbehave is one small test.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from jax101.checker.verdict import Check, Finding, Verdict, cannot_run

_SHOWN = 2000  # characters of the answer's own output in a verdict


@dataclass
class Ending:
    """How a child ended, as its parent saw it."""

    reason: str = "exited"  # or "timed out", "waits", "memory", "output", "cancelled"
    status: int = 0
    limit: float = 0.0
    seconds: float = 0.0


@dataclass
class Transcript:
    """The child's messages so far; `forged` if one came without the secret."""

    secret: str
    titles: dict[str, str] = field(default_factory=dict)
    results: dict[str, dict[str, Any]] = field(default_factory=dict)
    running: str | None = None
    problems: list[Finding] = field(default_factory=list)
    broken: str = ""
    clean: bool = False
    ended: bool = False
    forged: bool = False

    def read(self, line: bytes) -> None:
        """Take one line of the private pipe."""
        mark, _, text = line.partition(b" ")
        try:
            message = json.loads(text) if mark == self.secret.encode() else None
        except ValueError:
            message = None
        if not isinstance(message, dict) or self.ended:
            self.forged = True
            return
        getattr(self, f"_{message['event']}", self._unknown)(message)

    def _collected(self, message: dict[str, Any]) -> None:
        self.titles = {test["name"]: test["title"] for test in message["tests"]}

    def _begin(self, message: dict[str, Any]) -> None:
        self.running = message["test"]

    def _result(self, message: dict[str, Any]) -> None:
        if message["test"] not in self.titles or message["test"] in self.results:
            self.forged = True
        self.results[message["test"]] = message
        self.running = None

    def _problem(self, message: dict[str, Any]) -> None:
        self.problems.append(Finding.from_json(message["finding"]))

    def _broken(self, message: dict[str, Any]) -> None:
        self.broken = message["text"]

    def _clean(self, _: dict[str, Any]) -> None:
        self.clean = True

    def _end(self, _: dict[str, Any]) -> None:
        self.ended = True

    def _unknown(self, _: dict[str, Any]) -> None:
        self.forged = True


def decide(exercise: str, said: Transcript, ending: Ending, output: str, seed: int) -> Verdict:
    """The verdict: pass only if every collected check passed, in order, and the end was clean."""
    if said.broken or (said.ended and not said.titles):
        return cannot_run(exercise, "The checks of this exercise are broken", said.broken)
    if not said.titles and not said.forged and ending.reason == "exited":
        lines = output.strip().splitlines()
        return cannot_run(exercise, "The process that runs answers failed", *lines[-1:])
    finding = _first(said, ending)
    failed = _failed(said)
    checks = tuple(_check(said, name) for name in said.titles)
    name = failed or (said.running if finding else None)
    if finding and name and finding.cause in ("wrong-result", "raised", "not-implemented"):
        finding = replace(finding, details=tuple(line for line in finding.details if line))
    broken = any(result["outcome"] == "broken" for result in said.results.values())
    return Verdict(
        exercise=exercise,
        status="error" if broken else "fail" if finding else "pass",
        finding=finding,
        check=name,
        checks=checks,
        output=_shorten(output),
        seed=seed,
        seconds=round(ending.seconds, 3),
    )


def _first(said: Transcript, ending: Ending) -> Finding | None:
    """The one cause to show: what stopped the child, else what it found, else a gap."""
    if ending.reason != "exited":
        return _stopped(ending)
    if said.forged:
        return Finding(
            "untrusted",
            "Your file writes to the checker's own pipe",
            why="Only the checks may say what they found.",
        )
    if said.problems:
        return said.problems[-1]
    failed = _failed(said)
    if failed is not None and said.results[failed].get("finding"):
        found = Finding.from_json(said.results[failed]["finding"])
        if said.results[failed]["outcome"] == "skipped":
            return Finding(
                "skipped",
                "Your answer skipped a check",
                why="A check that did not run has not passed.",
                frames=found.frames,
            )
        return found
    if not said.ended:
        return _died(ending)
    if not said.clean or not said.titles or list(said.results) != list(said.titles):
        return Finding("untrusted", "Not every check has run", why="Only a full run is a pass.")
    return None


def _failed(said: Transcript) -> str | None:
    return next((n for n, r in said.results.items() if r["outcome"] != "passed"), None)


def _stopped(ending: Ending) -> Finding:
    if ending.reason == "timed out":
        return Finding(
            "timed-out",
            f"Timed out after {ending.limit:g} s",
            why="Most likely a loop never ends: look at the condition that should become False.",
        )
    if ending.reason == "waits":
        return Finding(
            "timed-out",
            f"Timed out after {ending.limit:g} s",
            why="Your program waits and computes nothing: for input, for a lock, or for a device that takes no part.",
        )
    if ending.reason == "memory":
        return Finding(
            "out-of-memory",
            f"Stopped at {ending.limit / 1024**3:g} GiB of memory",
            why="Most likely an array is far larger than the task needs, or a list grows forever.",
        )
    if ending.reason == "output":
        return Finding(
            "too-much-output",
            f"Your answer prints more than {ending.limit / 1024**2:g} MiB",
            why="Printing is a side effect; look for a print inside a loop.",
        )
    return Finding("cannot-run", "The check was cancelled")


def _died(ending: Ending) -> Finding:
    signal = -ending.status if ending.status < 0 else 0
    how = f"killed by signal {signal}" if signal else f"exit status {ending.status}"
    return Finding(
        "process-ended",
        f"Your program ended before the checks did ({how})",
        why="An answer returns its result; it must not exit, and a crash is not a pass.",
    )


def _check(said: Transcript, name: str) -> Check:
    result = said.results.get(name)
    if result is None:
        return Check(name, said.titles[name], "failed" if name == said.running else "not run")
    outcome = "passed" if result["outcome"] == "passed" else "failed"
    return Check(name, said.titles[name], outcome, round(result["seconds"], 3))


def _shorten(output: str | Sequence[str]) -> str:
    text = str(output)
    if len(text) <= _SHOWN:
        return text
    return f"{text[:_SHOWN]}\n… {len(text) - _SHOWN} more characters"
