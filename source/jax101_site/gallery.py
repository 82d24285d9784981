"""What goes wrong: every wrong answer of an exercise, with what the checker says about it.

Recorded by running them. A record is kept for as long as the exercise, the checker and JAX
stay as they are.
"""

from __future__ import annotations

import ast
import hashlib
import json
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

import jax101
from jax101.checker.report import evidence
from jax101.checker.runner import Job, check_many
from jax101.checker.verdict import Verdict
from jax101.exercises.authoring import PATIENCE
from jax101.exercises.catalogue import Exercise, rejected_by

_VERSIONED = ("jax", "jaxlib", "numpy", "pytest")
_JUDGES = ("assertions", "checker", "pictures")
"""The parts of the learner's package that decide what is said about an answer."""


@dataclass(frozen=True)
class Mistake:
    """One wrong answer: the thought behind it, its code, and the verdict in words.

    `surprise` says what is the matter if it was not rejected by the check it names.
    """

    name: str
    thought: str
    code: str
    title: str
    headline: str
    evidence: str
    why: str
    surprise: str = ""


def record(chosen: Iterable[Exercise], folder: Path) -> dict[str, list[Mistake]]:
    """The mistakes of each exercise; those not yet in `folder` are made now.

    Args:
        chosen: the exercises.
        folder: where one JSON file for each exercise is kept.
    """
    folder.mkdir(parents=True, exist_ok=True)
    stale = []
    for exercise in (everything := list(chosen)):
        if _read(folder, exercise) is None:
            stale.append(exercise)
    jobs = [Job(e, file, seconds=PATIENCE) for e in stale for file in e.wrong]
    verdicts = iter(check_many(jobs))
    for exercise in stale:
        mistakes = [_mistake(exercise, file, next(verdicts)) for file in exercise.wrong]
        data = {"key": key(exercise), "mistakes": [asdict(m) for m in mistakes]}
        text = json.dumps(data, indent=1, ensure_ascii=False)
        record_file(folder, exercise).write_text(text + "\n", encoding="utf-8")
    return {e.name: _read(folder, e) or [] for e in everything}


def record_file(folder: Path, exercise: Exercise) -> Path:
    """Where the record of one exercise is kept."""
    return folder / f"{exercise.name}.json"


def key(exercise: Exercise) -> str:
    """A hash of all that the record depends on."""
    versions = [f"{name}-{version(name)}" for name in _VERSIONED]
    parts = (sys.version, *versions, _checker(), _hash(exercise.folder))
    return hashlib.sha256(" ".join(parts).encode()).hexdigest()


def _hash(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".py", ".toml"):
            digest.update(str(path.relative_to(folder)).encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


@cache
def _checker() -> str:
    """The hash of the code that judges, once: this process has loaded it."""
    package = Path(jax101.__file__).parent
    folders = [package / name for name in _JUDGES]
    return " ".join([*map(_hash, folders), Path(__file__).read_text(encoding="utf-8")])


def _read(folder: Path, exercise: Exercise) -> list[Mistake] | None:
    try:
        data = json.loads(record_file(folder, exercise).read_text(encoding="utf-8"))
        if data["key"] == key(exercise):
            return [Mistake(**mistake) for mistake in data["mistakes"]]
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return None


def _mistake(exercise: Exercise, file: Path, verdict: Verdict) -> Mistake:
    wanted = rejected_by(file)
    thought, code = _split(file.read_text(encoding="utf-8"))
    title = next((c.title for c in verdict.checks if c.name == verdict.check), "")
    finding = verdict.finding
    surprise = ""
    if verdict.check != wanted or verdict.status != "fail":
        got = verdict.check or verdict.cause
        surprise = f"{exercise.name}/wrong/{file.name} should be rejected by {wanted}, but: {got}"
    return Mistake(
        file.stem,
        thought,
        code,
        title,
        finding.headline if finding else "",
        "\n".join(evidence(finding)).strip("\n") if finding else "",
        finding.why if finding else "",
        surprise,
    )


def _split(source: str) -> tuple[str, str]:
    """The docstring of a file, and its code without docstring and first line."""
    tree = ast.parse(source)
    thought = ast.get_docstring(tree) or ""
    start = (tree.body[0].end_lineno or 0) if thought else 1
    code = "\n".join(source.splitlines()[start:])
    return " ".join(thought.split()), code.strip("\n")
