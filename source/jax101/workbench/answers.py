"""What exercise pages ask for: the learner's file, checks, hints, the solution, progress.

The learner's file is the one that `jax101 check` reads in the same folder, and progress is the
terminal's: either may be used at any time.
"""

from __future__ import annotations

import asyncio
import difflib
import hashlib
import json
import tempfile
from pathlib import Path
from typing import Any

from jupyter_server.base.handlers import APIHandler
from tornado import web

from jax101.checker.report import report
from jax101.checker.runner import Job, Runner
from jax101.exercises import catalogue
from jax101.exercises.catalogue import Exercise
from jax101.learner.progress import Progress

LARGEST = 200_000
"""Characters that an answer may have."""


class Desk:
    """A learner's folder and the warm process that checks what is in it, one answer at a time.

    Args:
        folder: where the answers are, `NAME.py` each.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._turn = asyncio.Lock()
        self._runner: Runner | None = None

    def file(self, exercise: Exercise) -> Path:
        """The learner's file for an exercise, there or not."""
        return self.folder / f"{exercise.name}.py"

    def text(self, exercise: Exercise) -> str | None:
        """What the file holds; None without one."""
        try:
            return self.file(exercise).read_text(encoding="utf-8")
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            raise web.HTTPError(
                422, f"{self.file(exercise).name} cannot be read: {error}"
            ) from None

    def save(self, exercise: Exercise, text: str) -> None:
        """Replace the file, whole or not at all."""
        target = self.file(exercise)
        try:
            with tempfile.NamedTemporaryFile(
                "w", dir=self.folder, prefix=f".{exercise.name}-", delete=False, encoding="utf-8"
            ) as part:
                part.write(text)
            Path(part.name).replace(target)
        except (OSError, ValueError) as error:
            raise web.HTTPError(422, f"{target.name} cannot be written: {error}") from None

    async def warm(self) -> None:
        """Start the process before somebody waits for it."""
        async with self._turn:
            if self._runner is None:
                self._runner = await asyncio.to_thread(Runner)

    async def check(self, exercise: Exercise) -> dict[str, Any]:
        """The report on the file, and whether it passed; it counts in the learner's progress."""
        await self.warm()
        async with self._turn:
            assert self._runner is not None
            job = Job(exercise, self.file(exercise))
            verdict = await asyncio.to_thread(self._runner.check, job)
        progress = Progress()
        progress.checked(verdict)
        hints = progress.of(exercise.name).hints
        return {"passed": verdict.passed, "report": report(verdict, exercise, hints_read=hints)}

    def close(self) -> None:
        """End the process, and what it runs."""
        if self._runner is not None:
            self._runner.close()
            self._runner = None


class _Handler(APIHandler):
    """Answers in JSON, errors too."""

    def initialize(self, desk: Desk) -> None:
        self.desk = desk

    def exercise(self, name: str) -> Exercise:
        try:
            return catalogue.find(name)
        except catalogue.NoSuchExercise as error:
            raise web.HTTPError(404, str(error)) from None

    def record(self, exercise: Exercise) -> dict[str, Any]:
        record = Progress().of(exercise.name)
        return {"passed": record.passed, "checks": record.checks, "hints": record.hints}

    def body(self) -> dict[str, Any]:
        try:
            data = json.loads(self.request.body)
        except ValueError:
            data = None
        if not isinstance(data, dict):
            raise web.HTTPError(400, "The request's body must be a JSON object")
        return data

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        error = kwargs.get("exc_info", (None, None))[1]
        message = getattr(error, "log_message", None) or self._reason
        self.finish({"message": message})


class Answer(_Handler):
    """`/workbench/answers/NAME`: the learner's file, or the starter; POST saves and checks it."""

    @web.authenticated
    async def get(self, name: str) -> None:
        """What stands in the editor."""
        exercise = self.exercise(name)
        text = self.desk.text(exercise)
        starter = exercise.starter.read_text(encoding="utf-8")
        self.finish({
            "text": starter if text is None else text,
            "starter": starter,
            "begun": text is not None,
            "file": str(self.desk.file(exercise)),
            "digest": digest(text),
            "record": self.record(exercise),
        })  # fmt: skip
        await self.desk.warm()

    @web.authenticated
    async def post(self, name: str) -> None:
        """Save and check. A file that changed meanwhile is not written over: 409, with its text."""
        exercise, body = self.exercise(name), self.body()
        text, seen = body.get("text"), body.get("digest")
        if not isinstance(text, str) or not isinstance(seen, str):
            raise web.HTTPError(400, "text and digest must be texts")
        if len(text) > LARGEST:
            raise web.HTTPError(413, f"An answer has at most {LARGEST} characters")
        there = self.desk.text(exercise)
        if digest(there) != seen and there != text:
            self.set_status(409)
            message = f"{name}.py was changed elsewhere since this page read it."
            self.finish({"message": message, "text": there or "", "digest": digest(there)})
            return
        self.desk.save(exercise, text)
        result = await self.desk.check(exercise)
        self.finish({**result, "digest": digest(text), "record": self.record(exercise)})


class Hint(_Handler):
    """`/workbench/answers/NAME/hint`: POST a number, 1 to 3; it counts as read."""

    @web.authenticated
    def post(self, name: str) -> None:
        """Remember that a hint was read; its text stands on the page."""
        exercise, number = self.exercise(name), self.body().get("number")
        if number not in (1, 2, 3):
            raise web.HTTPError(400, "number must be 1, 2 or 3")
        Progress().read_hint(exercise.name, number)
        self.finish({"record": self.record(exercise)})


class Difference(_Handler):
    """`/workbench/answers/NAME/difference`: how our solution differs from the learner's file."""

    @web.authenticated
    def get(self, name: str) -> None:
        """The difference as a unified diff, once an answer has passed."""
        exercise = self.exercise(name)
        if not Progress().of(exercise.name).passed:
            raise web.HTTPError(403, "Your answer has not passed yet.")
        mine = (self.desk.text(exercise) or "").splitlines()
        ours = exercise.solution.read_text(encoding="utf-8").splitlines()
        lines = difflib.unified_diff(mine, ours, "yours", "ours", lineterm="")
        self.finish({"difference": "\n".join(lines) or "Yours is the same."})


class Records(_Handler):
    """`/workbench/progress`: what `jax101 progress` shows, by exercise."""

    @web.authenticated
    def get(self) -> None:
        """Each exercise that was tried or passed."""
        everything = {e.name: self.record(e) for e in catalogue.exercises()}
        self.finish({name: record for name, record in everything.items() if any(record.values())})


def digest(text: str | None) -> str:
    """What the page shows of a file's text, so that a change elsewhere is seen; "" without one."""
    return "" if text is None else hashlib.sha256(text.encode()).hexdigest()
