"""The watching process: a report is read to its end before anything is decided."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from jax101.checker import limits
from jax101.checker.runner import Job
from jax101.exercises.catalogue import find

SLOW = """
import json, os, sys, time
sys.path.insert(0, os.environ["JAX101_PACKAGE"])
from jax101.checker import child, server
import pytest
pytest.main([*child.PYTEST, "-q", os.environ["NOTHING"]])
ended = server.Watched._ended
def late(self):
    time.sleep(float(os.environ["DELAY"]))  # after it has looked, before it decides
    return ended(self)
server.Watched._ended = late
libraries = child.prepare()
for line in sys.stdin:
    verdict = server.check(json.loads(line), server.fork(libraries))
    print("VERDICT", verdict.to_json(), flush=True)
"""


@pytest.mark.parametrize("delay", [0.05, 0.4])
def test_a_watcher_that_comes_late_still_reads_the_whole_report(delay, tmp_path):
    exercise = find("normalize_rows")
    package = Path(limits.__file__).parents[2]
    nothing = Path(limits.__file__).with_name("nothing.py")
    environment = {**limits.environment(package), "DELAY": str(delay), "NOTHING": str(nothing)}
    job = Job(exercise, exercise.solution, seconds=60.0).to_json(last=False)
    done = subprocess.run(
        [sys.executable, "-P", "-c", SLOW],
        env=environment,
        input=f"{job}\n" * 4,
        capture_output=True,
        text=True,
        check=True,
    )
    said = [line for line in done.stdout.splitlines() if line.startswith("VERDICT")]
    assert len(said) == 4
    assert all('"status": "pass"' in line for line in said), said
