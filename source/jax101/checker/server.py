"""The warm process: imports JAX once, then forks a ready child for every answer.

Reads one job a line on its input and writes one verdict a line on its output, both JSON.
It never starts JAX's devices and never runs an answer, so it stays fit to fork.
"""

from __future__ import annotations

import gc
import json
import os
import secrets
import select
import signal
import sys
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from jax101.checker import child, integrity, limits
from jax101.checker.clock import Clock
from jax101.checker.supervise import Ending, Transcript, decide
from jax101.checker.verdict import Verdict, cannot_run

_TICK = 0.01  # seconds between two looks at a child's memory
_WARM_UP = 120.0  # seconds a child may take to start


@dataclass
class Child:
    """A forked process that waits for its job."""

    pid: int
    jobs: int
    results: int
    output: int

    def close(self) -> int:
        """Kill it and what it started; the exit status, negative for a signal."""
        limits.kill_group(self.pid)
        _, status = os.waitpid(self.pid, 0)
        limits.kill_adopted()
        for fd in (self.jobs, self.results, self.output):
            os.close(fd)
        return os.waitstatus_to_exitcode(status)


def fork(libraries: integrity.Changed, private: tuple[int, ...] = ()) -> Child:
    """Start a child; `private` are files of ours that it must not have."""
    (jobs_in, jobs_out), (results_in, results_out) = os.pipe(), os.pipe()
    output_in, output_out = os.pipe()
    pid = os.fork()
    if pid == 0:
        for fd in (jobs_out, results_in, output_in, *private):
            os.close(fd)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        child.serve(jobs_in, results_out, output_out, libraries)
    for fd in (jobs_in, results_out, output_out):
        os.close(fd)
    os.set_blocking(output_in, False)
    os.set_blocking(results_in, False)
    return Child(pid, jobs_out, results_in, output_in)


def check(job: dict[str, Any], standby: Child, client: int | None = None) -> Verdict:
    """Give the job to a waiting child and watch it to its end.

    Args:
        job: what `runner.Job` wrote.
        standby: a child that has no job yet; it is closed here.
        client: a file that ends if whoever asked has gone.
    """
    with tempfile.TemporaryDirectory(prefix="jax101-", ignore_cleanup_errors=True) as folder:
        watched = Watched(job, standby, client)
        line = json.dumps({**job, "secret": watched.said.secret, "folder": folder})
        try:
            os.write(standby.jobs, line.encode() + b"\n")
        except BrokenPipeError:
            standby.close()
            return cannot_run(job["name"], "The process that runs answers did not start")
        ending = watched.to_the_end()
    text = watched.output.decode("utf-8", "replace")
    return decide(job["name"], watched.said, ending, text, job["seed"])


class Watched:
    """A child with a job: what it said and printed so far, and whether it must be stopped."""

    def __init__(self, job: dict[str, Any], child: Child, client: int | None) -> None:
        self.job, self.child, self.client = job, child, client
        self.said = Transcript(secrets.token_hex(16))
        self.output = bytearray()
        self._rest = b""
        self._clock = Clock(child.pid)
        self._open = {child.results, child.output}

    def to_the_end(self) -> Ending:
        """Watch until the child ends, or must be ended."""
        while True:
            ready = self._look()
            ending = self._stop(ready) or self._ended()
            if ending is not None:
                seconds = self._clock.seconds
                ending.status = self.child.close()
                return replace(ending, seconds=seconds)

    def _look(self) -> list[int]:
        """Wait a moment for the child to say something, and read it."""
        client = [] if self.client is None else [self.client]
        ready, _, _ = select.select([*self._open, *client], [], [], _TICK)
        if self.child.results in ready:
            self._hear()
        if self.child.output in ready:
            self._overhear()
        return ready

    def _stop(self, ready: list[int]) -> Ending | None:
        """Why the child must not go on, if so."""
        limit, memory = self.job["time_limit"] if self.said.titles else _WARM_UP, self.job["memory"]
        if self.client is not None and self.client in ready and not os.read(self.client, 65536):
            return Ending("cancelled")
        if len(self.output) > limits.OUTPUT:
            return Ending("output", limit=limits.OUTPUT)
        if limits.resident(self.child.pid) > memory:
            return Ending("memory", limit=memory)
        if self._clock.is_over(limit):
            return Ending("waits" if self._clock.waits else "timed out", limit=limit)
        return None

    def _ended(self) -> Ending | None:
        """How the child ended, if it did and all that it printed has been read."""
        silent = self.child.results not in self._open or _gone(self.child.pid)
        if not self.said.ended and not silent:
            return None
        # What it wrote before it ended is still in the pipes: all of that is read first.
        return None if self._hear() | self._overhear() else Ending()

    def _hear(self) -> bool:
        """Read what the child says. Returns whether there was anything."""
        data = self._take(self.child.results)
        waiting = not self.said.titles
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            self.said.read(line)
        if waiting and self.said.titles:  # the clock starts when the child has warmed up
            self._clock.restart()
        return bool(data)

    def _overhear(self) -> bool:
        """Read what the child prints. Returns whether there was anything."""
        data = self._take(self.child.output)
        self.output += data
        return bool(data)

    def _take(self, pipe: int) -> bytes:
        """What is in a pipe now; one that has ended is not read again."""
        if pipe not in self._open:
            return b""
        try:
            data = os.read(pipe, 65536)
        except BlockingIOError:
            return b""
        if not data:
            self._open.discard(pipe)
        return data


def _gone(pid: int) -> bool:
    """Whether the child is dead, even if something it started still holds the pipe."""
    if not hasattr(os, "waitid"):
        return False
    return os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def main() -> None:
    """Serve until the input ends."""
    import pytest

    limits.adopt_orphans()
    verdicts = os.dup(1)
    os.dup2(2, 1)
    # Imports pytest's own plugins here, once, and not in each child.
    pytest.main([*child.PYTEST, str(Path(__file__).with_name("nothing.py"))])
    libraries = child.prepare()
    gc.freeze()  # what is here stays: children need not look through it
    gc.enable()
    standby, buffer = fork(libraries, (verdicts,)), b""
    while True:
        while b"\n" not in buffer:
            data = os.read(0, 65536)
            if not data:
                standby.close()
                return
            buffer += data
        line, _, buffer = buffer.partition(b"\n")
        job = json.loads(line)
        import jax

        verdict = replace(check(job, standby, client=0), jax=jax.__version__)
        os.write(verdicts, verdict.to_json().encode() + b"\n")
        if job.get("last"):
            return
        standby = fork(libraries, (verdicts,))


if __name__ == "__main__":
    main()
    sys.exit(0)
