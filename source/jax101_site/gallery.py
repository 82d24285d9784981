"""What goes wrong: every wrong answer of an exercise, with what the checker says about it.

Recorded by running them. A record is kept for as long as the exercise, the checker, JAX and all
else that is installed, Python and the machine stay as they are.
"""

from __future__ import annotations

import ast
import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

import jax101
from asrun.files import write_whole
from asrun.keeping import leave_latest
from asrun.surroundings import code, machine
from jax101.checker.report import evidence
from jax101.checker.runner import Job, check_many
from jax101.checker.verdict import Verdict
from jax101.exercises.authoring import PATIENCE
from jax101.exercises.catalogue import Exercise, rejected_by

_JUDGES = ("assertions", "checker", "pictures")
"""The parts of the learner's package that decide what is said about an answer."""
_MODULES = (Path(__file__), Path(jax101.__file__).parent / "exercises" / "catalogue.py")


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
        folder: where JSON files are kept in a folder for each exercise.
    """
    stale = []
    for exercise in (everything := list(chosen)):
        if _read(folder, exercise) is None:
            stale.append(exercise)
    jobs = [Job(e, file, seconds=PATIENCE) for e in stale for file in e.wrong]
    verdicts = iter(check_many(jobs))
    for exercise in stale:
        mistakes = [_mistake(exercise, file, next(verdicts)) for file in exercise.wrong]
        text = json.dumps([asdict(m) for m in mistakes], indent=1, ensure_ascii=False)
        file = record_file(folder, exercise)
        write_whole(file, text + "\n")
        leave_latest(file.parent.glob("*.json"))
    return {e.name: _read(folder, e) or [] for e in everything}


def record_file(folder: Path, exercise: Exercise) -> Path:
    """Where the record of one exercise is kept, named for all that it depends on."""
    parts = (_judges(), _files(exercise.folder))
    key = hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]
    return folder / exercise.name / f"{key}.json"


def _files(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".py", ".toml"):
            digest.update(str(path.relative_to(folder)).encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


@cache
def _judges() -> str:
    """What judges, and where: once, for this process has loaded it."""
    package = Path(jax101.__file__).parent
    folders = [code(package / name) for name in _JUDGES]
    modules = [path.read_text(encoding="utf-8") for path in _MODULES]
    return json.dumps([folders, modules, machine()])


def _read(folder: Path, exercise: Exercise) -> list[Mistake] | None:
    try:
        data = json.loads(record_file(folder, exercise).read_text(encoding="utf-8"))
        return [Mistake(**mistake) for mistake in data]
    except (OSError, ValueError, TypeError):
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
