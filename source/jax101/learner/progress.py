"""What the learner has passed, tried and read: one small JSON file in their own state folder."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

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
    if state := os.environ.get("XDG_STATE_HOME"):
        return Path(state) / "jax101"
    try:
        return Path.home() / ".local" / "state" / "jax101"
    except RuntimeError:  # nobody has told where home is: progress lasts as long as this machine
        return Path(tempfile.gettempdir()) / "jax101"


def _record(data: Mapping[str, Any]) -> Record:
    """A record from what was written, by whichever version."""
    known = {field.name: data[field.name] for field in fields(Record) if field.name in data}
    return Record(**known)


class Progress:
    """The file `progress.json`.

    What another version wrote in it stays. One that cannot be read counts as empty, and is kept
    beside as `progress.json.unreadable`.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or folder() / "progress.json"
        self.records: dict[str, Record] = {}
        self._others: dict[str, Any] = {}  # fields that this version does not know
        try:
            data = json.loads(self.path.read_text(encoding="utf-8"))
            self.records = {name: _record(record) for name, record in data.items()}
            self._others = data
        except OSError:
            pass
        except (ValueError, TypeError, AttributeError):
            self.records = {}
            with suppress(OSError):
                self.path.replace(self.path.with_name(f"{self.path.name}.unreadable"))

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
        data: Mapping[str, object] = {
            name: {**self._others.get(name, {}), **asdict(record)}
            for name, record in sorted(self.records.items())
        }
        part = self.path.with_suffix(f".{os.getpid()}.part")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            part.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
            part.replace(self.path)
        except OSError:
            part.unlink(missing_ok=True)
