"""Check answers: starts the warm process, hands it jobs, reads verdicts.

Imports neither JAX nor pytest, so the command line is quick to start.
"""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import ExitStack, suppress
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any, NamedTuple, Self

from jax101.checker import limits
from jax101.checker.verdict import Verdict, cannot_run
from jax101.cores import usable_cores
from jax101.exercises.catalogue import Exercise

PACKAGE = Path(__file__).resolve().parent.parent.parent
# Nothing that is imported is garbage; looking for it takes a tenth of the start.
# -P keeps the learner's folder off the path: a jax.py there would replace the library.
_START = (
    "import gc, os, sys; gc.disable(); sys.path.insert(0, os.environ['JAX101_PACKAGE']); "
    "from jax101.checker.server import main; main()"
)


class Job(NamedTuple):
    """One answer to check. `seconds` replaces the exercise's own time limit."""

    exercise: Exercise
    file: Path
    seed: int = 0
    seconds: float | None = None
    memory: int = limits.MEMORY

    def to_json(self, *, last: bool) -> str:
        """The line that the warm process reads."""
        return json.dumps({
            "name": self.exercise.name,
            "exercise": str(self.exercise.folder),
            "file": str(self.file.resolve()),
            "seed": self.seed,
            "time_limit": self.seconds or self.exercise.seconds,
            "memory": self.memory,
            "last": last,
        })  # fmt: skip


class Runner:
    """A warm process that checks answers one after another; a context manager.

    Args:
        compiled: an empty folder in which the answers share compiled programs, most of which are
            the same from one to the next. An answer could leave a false one there, so only
            answers of our own share: those that come with the exercises.
    """

    def __init__(self, compiled: Path | None = None) -> None:
        self._compiled = compiled
        self._process = self._started()

    def _started(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-P", "-c", _START],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=limits.environment(PACKAGE, self._compiled),
            # A signal to the terminal's group is for the command, which then closes this.
            start_new_session=True,
        )

    def check(self, job: Job, *, last: bool = False) -> Verdict:
        """The verdict on one answer; `last` lets the process end afterwards.

        A process that has died, whatever killed it, is replaced once, and the verdict says so.
        """
        if not job.file.is_file():
            return cannot_run(job.exercise.name, f"There is no file {job.file}")
        if (verdict := self._ask(job, last=last)) is not None:
            return verdict
        self.close()
        self._process = self._started()
        note = "(the checker's own process had died and was started again)"
        again = self._ask(job, last=last)
        if again is None:
            headline = "The checker could not start"
            return cannot_run(job.exercise.name, headline, self._complaint())
        return replace(again, output=f"{again.output.rstrip()}\n{note}".lstrip())

    def _ask(self, job: Job, *, last: bool) -> Verdict | None:
        """Send a job and read its verdict; None if the process is not there to answer."""
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        with suppress(BrokenPipeError):  # then there is no answer either, and the reason is read
            stdin.write(job.to_json(last=last).encode() + b"\n")
            stdin.flush()
        line = stdout.readline()
        return Verdict.from_json(json.loads(line)) if line else None

    def close(self) -> None:
        """End the process and whatever it runs."""
        try:
            if self._process.stdin is not None:
                self._process.stdin.close()
            self._process.wait(timeout=5)
        except (BrokenPipeError, subprocess.TimeoutExpired):
            limits.kill_group(self._process.pid)
            self._process.wait()
        for stream in (self._process.stdin, self._process.stdout, self._process.stderr):
            if stream is not None:
                with suppress(BrokenPipeError):
                    stream.close()

    def _complaint(self) -> str:
        limits.kill_group(self._process.pid)
        stderr: Any = self._process.stderr
        text = stderr.read().decode("utf-8", "replace").strip()
        return text.splitlines()[-1] if text else "it said nothing"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def check_file(
    exercise: Exercise, file: Path, *, seed: int = 0, seconds: float | None = None
) -> Verdict:
    """Check one answer in a process that exists for it alone."""
    if not file.is_file():
        return cannot_run(exercise.name, f"There is no file {file}")
    with Runner() as runner:
        return runner.check(Job(exercise, file, seed, seconds), last=True)


def check_many(jobs: list[Job]) -> list[Verdict]:
    """Check many answers that we wrote, each in its own process, on all cores.

    The answers to one exercise that stand together go to the same warm process, where they
    share compiled programs: see `Runner`.
    """
    from concurrent.futures import ThreadPoolExecutor

    groups = [list(group) for _, group in groupby(jobs, key=lambda job: job.exercise.name)]
    workers = min(usable_cores(), len(groups))
    free: SimpleQueue[Runner] = SimpleQueue()

    def check(group: list[Job]) -> list[Verdict]:
        runner = free.get()
        try:
            return [runner.check(job) for job in group]
        finally:
            free.put(runner)

    with ExitStack() as stack:
        for _ in range(workers):
            # One folder for each process: JAX does not expect two to write the same program.
            folder = stack.enter_context(TemporaryDirectory(prefix="jax101-compiled-"))
            free.put(stack.enter_context(Runner(Path(folder))))
        pool = stack.enter_context(ThreadPoolExecutor(max(1, workers)))
        return [verdict for verdicts in pool.map(check, groups) for verdict in verdicts]
