"""The warm process: imports JAX once, then forks a ready child for every answer.

Reads one job a line on its input and writes one verdict a line on its output, both JSON.
It never starts JAX's devices and never runs an answer, so it stays fit to fork.
"""

from __future__ import annotations

import json
import os
import secrets
import select
import signal
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from jax101.checker import child, limits
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
        for fd in (self.jobs, self.results, self.output):
            os.close(fd)
        return os.waitstatus_to_exitcode(status)


def fork(private: tuple[int, ...] = ()) -> Child:
    """Start a child; `private` are files of ours that it must not have."""
    (jobs_in, jobs_out), (results_in, results_out) = os.pipe(), os.pipe()
    output_in, output_out = os.pipe()
    pid = os.fork()
    if pid == 0:
        for fd in (jobs_out, results_in, output_in, *private):
            os.close(fd)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        child.serve(jobs_in, results_out, output_out)
    for fd in (jobs_in, results_out, output_out):
        os.close(fd)
    os.set_blocking(output_in, False)
    os.set_blocking(results_in, False)
    return Child(pid, jobs_out, results_in, output_in)


def check(job: dict[str, Any], standby: Child, client: int | None = None) -> Verdict:
    """Give the job to a waiting child and watch it to its end."""
    with tempfile.TemporaryDirectory(prefix="jax101-", ignore_cleanup_errors=True) as folder:
        said = Transcript(secrets.token_hex(16))
        line = json.dumps({**job, "secret": said.secret, "folder": folder})
        try:
            os.write(standby.jobs, line.encode() + b"\n")
        except BrokenPipeError:
            standby.close()
            return cannot_run(job["name"], "The process that runs answers did not start")
        ending, output = _watch(standby, said, job, client)
    text = output.decode("utf-8", "replace")
    return decide(job["name"], said, ending, text, job["seed"])


def _watch(
    running: Child, said: Transcript, job: dict[str, Any], client: int | None
) -> tuple[Ending, bytes]:
    start, output, rest = time.monotonic(), bytearray(), b""
    ending, started = Ending(), False
    watched = [running.results, running.output]
    while True:
        ready, _, _ = select.select([*watched, *([client] if client is not None else [])], [], [], _TICK)
        seconds = time.monotonic() - start
        if running.results in ready:
            data = _read(running.results)
            *lines, rest = (rest + data).split(b"\n")
            for line in lines:
                said.read(line)
            if not started and said.titles:  # the clock starts when the child has warmed up
                start, seconds, started = time.monotonic(), 0.0, True
            if not data:
                watched.remove(running.results)
        if running.output in ready:
            data = _read(running.output)
            output += data
            if not data:
                watched.remove(running.output)
        limit = job["time_limit"] if started else _WARM_UP
        if client in ready and not _read(client):
            ending = Ending("cancelled")
        elif len(output) > limits.OUTPUT:
            ending = Ending("output", limit=limits.OUTPUT)
        elif limits.resident(running.pid) > job["memory"]:
            ending = Ending("memory", limit=job["memory"])
        elif seconds > limit:
            ending = Ending("timed out", limit=limit)
        elif not said.ended and running.results in watched and not _gone(running.pid):
            continue
        elif said.ended and (data := _read(running.output)):
            output += data
            continue
        status = running.close()
        return replace(ending, status=status, seconds=time.monotonic() - start), bytes(output)


def _gone(pid: int) -> bool:
    """Whether the child is dead, even if something it started still holds the pipe."""
    if not hasattr(os, "waitid"):
        return False
    return os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def _read(fd: int) -> bytes:
    try:
        return os.read(fd, 65536)
    except BlockingIOError:
        return b""


def main() -> None:
    """Serve until the input ends."""
    import pytest

    verdicts = os.dup(1)
    os.dup2(2, 1)
    # Imports pytest's own plugins here, once, and not in each child.
    pytest.main([*child.PYTEST, str(Path(__file__).with_name("nothing.py"))])
    standby, buffer = fork((verdicts,)), b""
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
        standby = fork((verdicts,))


if __name__ == "__main__":
    main()
    sys.exit(0)
