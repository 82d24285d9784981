"""`jax101 check` and `jax101 watch`, as a learner runs them."""

from __future__ import annotations

import os
import queue
import subprocess
import threading
import time
from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from bench.measure import (
    EIGHT_DEVICES,
    KERNEL_ENVIRONMENT,
    NotMeasured,
    Options,
    Series,
    Skipped,
    alternate,
    clean_environment,
    module,
    run,
    tell,
)
from jax101_site.kernels import DEVICES
from jax101_site.measurements import Row

_EXERCISE = "jit_with_static_n"
_PATIENCE = 60.0
_PAUSE = 1.0  # seconds between a verdict and the next save; nobody types faster
_PLAIN = f"""\
import jax, jax.numpy as jnp
mesh = jax.make_mesh(({DEVICES},), ("i",))
x = jax.device_put(jnp.arange({DEVICES}.0), jax.NamedSharding(mesh, jax.P("i")))
jax.jit(lambda x: x + 1)(x).block_until_ready()
"""


def check(options: Options) -> list[Row]:
    """A right answer checked from nothing, against Python that imports JAX and compiles once."""
    answer = _answer(options)
    home = {"JAX101_HOME": str(options.work / "home")}
    command = module("jax101.learner.cli", "check", _EXERCISE, answer)
    script = options.work / "plain.py"
    script.write_text(_PLAIN, encoding="utf-8")
    ways = {
        "check": lambda: run(command, cwd=options.work, environment=home)[0],
        "plain": lambda: run(
            [command[0], script],
            cwd=options.work,
            environment={**KERNEL_ENVIRONMENT, **EIGHT_DEVICES},
        )[0],
    }
    rounds = options.rounds if options.quick else 5 * options.rounds
    took = alternate(rounds, ways, tell)
    mine, other = took["check"].median, took["plain"].median
    against = f"Python that imports JAX and runs one jit on {DEVICES} devices"
    what = f"jax101 check {_EXERCISE}"
    row = Row("check", what, against, mine / other, "at most", 1.5)
    return [replace(row, ours=mine, other=other, rounds=rounds)]


def watch(options: Options) -> list[Row]:
    """From a save to its verdict, in the process that watches the file."""
    answer = _answer(options)
    saves = options.rounds if options.quick else 5 * options.rounds
    took = Series(list(_verdicts(answer, options.work / "home", saves)))
    tell(f"watch: {took.median:.3g} in the middle of {saves}")
    what = f"jax101 watch {_EXERCISE}, from save to verdict"
    row = Row("watch", what, "", took.median, "at most", 0.4, "seconds")
    return [replace(row, ours=took.median, rounds=saves)]


def _answer(options: Options) -> Path:
    """A copy of the exercise's own solution."""
    if not find_spec("jax101.learner.cli"):
        raise Skipped("there is no checker yet (jax101.checker, jax101.learner.cli)")
    from jax101.exercises import catalogue

    answer = options.work / f"{_EXERCISE}.py"
    answer.write_text(
        catalogue.find(_EXERCISE).solution.read_text(encoding="utf-8"), encoding="utf-8"
    )
    return answer


def _verdicts(answer: Path, home: Path, saves: int) -> Iterable[float]:
    """Seconds from each save to the verdict on it."""
    environment = {**clean_environment(), "JAX101_HOME": str(home), "PYTHONUNBUFFERED": "1"}
    lines: queue.Queue[str] = queue.Queue()
    command = list(map(str, module("jax101.learner.cli", "watch", answer)))
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True) as process:
        assert process.stdout is not None
        threading.Thread(target=partial(_read, process.stdout, lines), daemon=True).start()
        try:
            _until_verdict(lines)
            for number in range(saves):
                time.sleep(_PAUSE)
                text = answer.read_text(encoding="utf-8").partition("\n# Saved")[0]
                part = answer.with_suffix(".part")
                part.write_text(f"{text}\n# Saved for the {number}th time.\n", encoding="utf-8")
                begin = time.perf_counter()
                os.replace(part, answer)  # noqa: PTH105 - the moment of the save, and nothing more
                _until_verdict(lines)
                yield time.perf_counter() - begin
        finally:
            process.terminate()


def _read(stream: Iterable[str], lines: queue.Queue[str]) -> None:
    for line in stream:
        lines.put(line)


def _until_verdict(lines: queue.Queue[str]) -> None:
    """Wait for the rule under a report; the answer is right, so the report must say so."""
    report = ""
    while "────" not in report:
        try:
            report += lines.get(timeout=_PATIENCE)
        except queue.Empty:
            raise NotMeasured(f"jax101 watch gave no verdict; it said:\n{report}") from None
    if f"✓ {_EXERCISE}: all" not in report:
        raise NotMeasured(f"jax101 watch rejects the exercise's own solution:\n{report}")
