"""What the learner has passed, tried and read: one small JSON file in their own state folder."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from jax101.checker.verdict import Verdict


@dataclass
class Record:
    """One exercise: whether it was passed, how often it was checked, how many hints were read."""

    passed: bool = False
    checks: int = 0
    hints: int = 0


def folder() -> Path:
    """`$JAX101_HOME`, or `jax101` in the user's state folder."""
    if home := os.environ.get("JAX101_HOME"):
        return Path(home)
    state = os.environ.get("XDG_STATE_HOME")
    return (Path(state) if state else Path.home() / ".local" / "state") / "jax101"


class Progress:
    """The file `progress.json`; an unreadable one counts as empty and is never an error."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or folder() / "progress.json"
        self.records: dict[str, Record] = {}
        try:
            data = json.loads(self.path.read_text(encoding="utf-8"))
            self.records = {name: Record(**record) for name, record in data.items()}
        except (OSError, ValueError, TypeError, AttributeError):
            self.records = {}

    def of(self, name: str) -> Record:
        """The record of one exercise, new if there is none."""
        return self.records.setdefault(name, Record())

    def checked(self, verdict: Verdict) -> None:
        """Remember a verdict; a pass stays a pass."""
        if verdict.status == "error":
            return
        record = self.of(verdict.exercise)
        record.checks += 1
        record.passed = record.passed or verdict.passed
        self.save()

    def read_hint(self, name: str, number: int) -> None:
        """Remember the highest hint that was read."""
        record = self.of(name)
        record.hints = max(record.hints, number)
        self.save()

    def save(self) -> None:
        """Write the file, by replacing it; a state folder that cannot be written is no error."""
        data: Mapping[str, object] = {n: asdict(r) for n, r in sorted(self.records.items())}
        part = self.path.with_suffix(f".{os.getpid()}.part")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            part.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
            part.replace(self.path)
        except OSError:
            part.unlink(missing_ok=True)
