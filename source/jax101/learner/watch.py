"""Check a file again each time it is saved, from a process that is already warm."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from jax101.checker.runner import Job, Runner
from jax101.checker.verdict import Verdict
from jax101.exercises.catalogue import Exercise

_LOOK = 0.02  # seconds between two looks at the file

Stamp = tuple[int, int, int] | None


def stamp(path: Path) -> Stamp:
    """What changes when a file is saved, in place or by replacement; None if there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino


def saves(path: Path, sleep: Callable[[float], None] = time.sleep) -> Iterator[Stamp]:
    """Yield now, and then after each save. An editor that deletes first is waited for."""
    seen: Stamp = None
    while True:
        now = stamp(path)
        if now is not None and now != seen:
            if seen is not None:
                sleep(_LOOK / 2)  # let an editor that writes in two steps finish
                now = stamp(path) or now
            seen = now
            yield now
        else:
            sleep(_LOOK)


def watch(
    exercise: Exercise,
    path: Path,
    show: Callable[[Verdict], None],
    *,
    seed: int = 0,
    runner: Runner | None = None,
) -> None:
    """Check `path` now and after each save, until interrupted; `show` gets each verdict."""
    with runner or Runner() as warm:
        for _ in saves(path):
            show(warm.check(Job(exercise, path, seed)))
