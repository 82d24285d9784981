"""Run ways to do the same thing alternately, and take medians."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from asrun.kernels.environment import FIXED
from jax101_site.kernels import DEVICES, ENVIRONMENT

Way = Callable[[], float]
"""Does something once and returns what it took."""

KERNEL_ENVIRONMENT: Mapping[str, str] = {**FIXED, **ENVIRONMENT}
"""What our kernels find around them, for processes that are none."""

EIGHT_DEVICES = {"JAX_NUM_CPU_DEVICES": str(DEVICES)}
"""For a process that does not ask for devices itself."""

_PATIENCE = 3600.0
_DROPPED = ("ASRUN", "JAX", "XLA", "NPROC", "PYTHONHASHSEED", "JUPYTER", "IPYTHON", "COLUMNS")


class NotMeasured(RuntimeError):
    """Something that was to be measured did not run as it should; the message says what."""


class Skipped(RuntimeError):
    """There is nothing to measure here; the message says why."""


@dataclass(frozen=True)
class Options:
    """What was asked for.

    Attributes:
        root: the repository.
        work: an empty folder for copies, removed afterwards.
        rounds: how often each build is measured.
        builds: how many builds show how reliable they are, for each number of processes.
        quick: few pages and repetitions, to see whether the benchmark itself works.
    """

    root: Path
    work: Path
    rounds: int = 3
    builds: int = 50
    quick: bool = False


@dataclass
class Series:
    """What one way took, once for each round."""

    values: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        """Of all rounds."""
        return median(self.values)


def alternate(
    rounds: int, ways: Mapping[str, Way], say: Callable[[str], None] | None = None
) -> dict[str, Series]:
    """Take each way once in every round, each round beginning with another one.

    Args:
        rounds: how often.
        ways: what to do, by name.
        say: told of each value, for a person who waits.

    Returns:
        What each way took, by its name.
    """
    series = {name: Series() for name in ways}
    names = list(ways)
    for number in range(rounds):
        turn = number % len(names)
        for name in names[turn:] + names[:turn]:
            value = ways[name]()
            series[name].values.append(value)
            if say:
                say(f"round {number + 1} of {rounds}, {name}: {value:.3g}")
    return series


def tell(message: str) -> None:
    """Show progress to a person who waits."""
    print(f"  {message}", file=sys.stderr, flush=True)


def run(
    command: Sequence[str | Path],
    *,
    cwd: Path,
    environment: Mapping[str, str] | None = None,
    check: bool = True,
) -> tuple[float, subprocess.CompletedProcess[str]]:
    """Run a command.

    Args:
        command: program and arguments.
        cwd: where.
        environment: variables on top of a clean environment.
        check: whether a failure is an error.

    Returns:
        Wall time in seconds, and what came of it.

    Raises:
        NotMeasured: it failed; the message ends with the last lines it wrote.
    """
    begin = time.perf_counter()
    done = subprocess.run(
        list(map(str, command)),
        cwd=cwd,
        env={**clean_environment(), **(environment or {})},
        capture_output=True,
        text=True,
        check=False,
        timeout=_PATIENCE,
    )
    seconds = time.perf_counter() - begin
    if check and done.returncode:
        said = "\n".join((done.stdout + done.stderr).strip().splitlines()[-15:])
        line = " ".join(map(str, command))
        raise NotMeasured(f"{line}\nended with status {done.returncode}:\n{said}")
    return seconds, done


def module(name: str, *arguments: str | Path) -> list[str | Path]:
    """The command that runs a module with this Python."""
    return [sys.executable, "-m", name, *arguments]


def clean_environment() -> dict[str, str]:
    """This process's environment without what a build or a kernel would react to."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(_DROPPED)}
    return {**kept, "NO_COLOR": "1"}


def stock_environment(folder: Path) -> dict[str, str]:
    """What our kernels find around them, for kernels that others start; IPython as it comes.

    Args:
        folder: private; IPython's own files go there.
    """
    return {**KERNEL_ENVIRONMENT, "IPYTHONDIR": str(folder / "ipython")}
