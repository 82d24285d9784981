"""The process that runs one answer: warm up, wait for a job, check it, report, be gone.

What it reports goes over a pipe of its own, each line marked with a secret that it is told
before the answer is imported; what the answer prints or closes cannot become a verdict.
The parent (`supervise`) decides: silence, gaps and skips are never a pass.
"""

from __future__ import annotations

import json
import os
import sys
import time
import traceback
from collections.abc import Callable, Generator, Iterator
from dataclasses import asdict, replace
from importlib import import_module
from pathlib import Path
from typing import Any

import jax
import pytest
from jax import experimental

from jax101.assertions import failure, traces
from jax101.checker import integrity, limits, plugin
from jax101.checker.explain import explain
from jax101.checker.guards import Guards
from jax101.checker.loading import Unusable, load_answer
from jax101.checker.refused import refuse
from jax101.checker.verdict import Finding
from jax101.exercises import catalogue

_OFF = ("cacheprovider", "terminal", "capture", "faulthandler", "logging", "junitxml", "doctest",
        "unittest", "stepwise", "pastebin", "debugging", "threadexception", "unraisableexception",
        "recwarn", "warnings", "setuponly", "setupplan", "legacypath", "tmpdir")  # fmt: skip
PYTEST = [*(part for name in _OFF for part in ("-p", f"no:{name}")),
          "--assert=plain", "--maxfail=1", f"-c={os.devnull}"]  # fmt: skip

_BROKEN = 70  # the exit status when the child itself fails

Send = Callable[..., None]


def prepare() -> integrity.Changed:
    """What children share with the process that forks them, which starts no devices.

    Returns:
        A function that says what has changed in the libraries since.
    """
    _close_the_way_out()
    return integrity.remember_libraries()


def serve(jobs: int, results: int, output: int, libraries: integrity.Changed) -> None:
    """Wait for one job on `jobs`, check it, write what happens to `results`. Never returns."""
    exit_ = os._exit
    try:
        limits.leave_terminal(output)
        guards = warm_up(libraries)
        with os.fdopen(jobs, "rb") as pipe:
            line = pipe.readline()
        if line:
            run(json.loads(line), results, guards)
        exit_(0)
    except BaseException:  # noqa: BLE001  # whatever it is, the parent must hear of it
        traceback.print_exc()
    exit_(_BROKEN)


def warm_up(libraries: integrity.Changed) -> Guards:
    """Start JAX on its devices, compile once, and remember what the answer must not change."""
    jax.devices()
    traces.prove_events()
    failure.array_types()
    return Guards.now(libraries)


def _close_the_way_out() -> None:
    """Refuse callbacks: behind one, NumPy passes for JAX, compiled and batched like the rest."""

    def refuse(*_: Any, **__: Any) -> None:
        raise failure.CheckFailed(
            "The answer leaves JAX: it calls back to the host",
            expected="a computation in JAX",
            actual="jax.pure_callback or io_callback",
        )

    private: Any = import_module("jax._src.callback")
    jax.pure_callback = private.pure_callback = refuse
    experimental.io_callback = private.io_callback = refuse


def run(job: dict[str, Any], results: int, guards: Guards) -> None:
    """Check one answer with pytest, in this process."""
    send = _sender(results, job.pop("secret"))
    os.chdir(job["folder"])
    os.environ["TMPDIR"] = job["folder"]
    exercise = catalogue.load(Path(job["exercise"]))
    path = Path(job["file"])
    sys.path.append(str(path.parent))
    # Without a limit pytest looks through every folder above the checks, up to the root.
    apart = [f"--rootdir={exercise.folder}", f"--confcutdir={exercise.folder}"]
    arguments = [*PYTEST, *apart, f"--seed={job['seed']}"]
    limits.cap(job["memory"])
    recorder = Recorder(send, path, exercise, guards)
    pytest.main([*arguments, str(exercise.checks)], plugins=[plugin, recorder])
    send("end")


def _sender(results: int, secret: str) -> Send:
    write, dumps, getpid, clock = os.write, json.dumps, os.getpid, time.monotonic
    me, start = getpid(), clock()

    def send(event: str, **fields: Any) -> None:
        if getpid() == me:  # a copy made by os.fork has nothing to say
            message = {"event": event, "at": clock() - start, **fields}
            data = f"{secret} {dumps(message)}\n".encode()
            while data:
                data = data[write(results, data) :]

    return send


class Recorder:
    """A pytest plugin: loads the answer when the checks are known, and sends what they say."""

    def __init__(
        self, send: Send, path: Path, exercise: catalogue.Exercise, guards: Guards
    ) -> None:
        self.send, self.path, self.exercise, self.guards = send, path, exercise, guards

    def pytest_configure(self, config: pytest.Config) -> None:
        """No long tracebacks: nobody sees them, and they are made by parsing JAX's sources."""
        config.option.tbstyle = "native"

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Say which checks there are, before the answer can have an influence."""
        tests = [{"name": i.name, "title": _title(i)} for i in session.items]
        self.send("collected", tests=tests)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """A `checks.py` that cannot be imported is our fault, not the learner's."""
        if report.failed:
            self.send("broken", text=str(report.longrepr)[-2000:])

    @pytest.hookimpl(wrapper=True)
    def pytest_runtestloop(self, session: pytest.Session) -> Generator[None, object, object]:
        """Load the answer, run the checks, then look whether the libraries are as before."""
        send = self.send
        module = getattr(session.items[0], "module", None) if session.items else None
        checks = integrity.remember_modules([module] if module else [])
        acts = refuse(self.path, self.exercise.folder)
        clean = replace(self.guards, checks=checks, acts=acts).finding
        answer = self._load(session)
        if problem := clean():
            send("problem", finding=asdict(problem))
            session.items.clear()
        session.config.stash[plugin.ANSWER] = answer
        try:
            return (yield)
        finally:
            problem = clean()
            send("problem", finding=asdict(problem)) if problem else send("clean")

    def _load(self, session: pytest.Session) -> Any:
        try:
            return load_answer(self.path, self.exercise)
        except Unusable as unusable:
            finding = unusable.finding
        except BaseException as error:  # noqa: BLE001  # SystemExit and worse are answers too
            finding = explain(error, self.path)
        self.send("problem", finding=asdict(finding))
        session.items.clear()
        return None

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Say which check begins."""
        self.send("begin", test=item.name)
        return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Send the outcome of a check, explained where it failed."""
        report = yield
        if call.when == "call" or report.outcome != "passed":
            finding = None
            if call.excinfo is not None:
                about = getattr(getattr(item, "function", None), "jax101", {"why": ""})
                finding = asdict(explain(call.excinfo.value, self.path, about=about))
            outcome: str = report.outcome if not hasattr(report, "wasxfail") else "skipped"
            if call.when != "call" and outcome == "failed" and finding is not None:
                outcome = "broken"
            self.send("result", test=item.name, outcome=outcome, finding=finding,
                      seconds=call.duration)  # fmt: skip
        return report

    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        """The answer raised KeyboardInterrupt or called pytest.exit."""
        finding = Finding(
            "process-ended",
            f"Your answer ends the checks by {type(excinfo.value).__name__}",
            why="An answer returns its result or raises an ordinary error.",
        )
        self.send("problem", finding=asdict(finding))


def _title(item: pytest.Item) -> str:
    text = getattr(getattr(item, "function", None), "__doc__", None) or item.name
    return str(text).strip().splitlines()[0].strip()
