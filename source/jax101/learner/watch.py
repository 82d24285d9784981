"""Check a file again each time it is saved, from a warm process; in a terminal, keys do more."""

from __future__ import annotations

import os
import select
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jax101.checker.runner import Job, Runner
from jax101.exercises.catalogue import Exercise
from jax101.learner import commands
from jax101.learner.overview import next_exercise
from jax101.learner.progress import Progress

_LOOK = 0.02  # seconds between two looks at the file
_KEYS = "h hint · n next · r run again · q quit"
_CLEAR = "\x1b[2J\x1b[H"

Stamp = tuple[int, int, int] | None


def stamp(path: Path) -> Stamp:
    """What changes when a file is saved, in place or by replacement; None if there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino


class Keys:
    """Single keys of a terminal; where there is no terminal, nobody presses any."""

    def __init__(self) -> None:
        self.there = sys.stdin.isatty() and sys.stdout.isatty()

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Keys come at once and are not shown; the terminal is put back afterwards."""
        if not self.there:
            yield
            return
        import termios
        import tty

        before = termios.tcgetattr(sys.stdin)
        tty.setcbreak(sys.stdin)
        try:
            yield
        finally:
            termios.tcsetattr(sys.stdin, termios.TCSADRAIN, before)

    def pressed(self, seconds: float) -> str:
        """The key that is pressed within this time; an empty text if none is."""
        if not self.there:
            time.sleep(seconds)
        elif select.select([sys.stdin], [], [], seconds)[0]:
            return os.read(sys.stdin.fileno(), 1).decode(errors="replace") or "q"
        return ""


def events(path: Path, keys: Keys) -> Iterator[str]:
    """`saved` now and after each save, and each key that is pressed in between.

    An editor that deletes the file first is waited for.
    """
    seen: Stamp = None
    while True:
        now = stamp(path)
        if now is not None and now != seen:
            if seen is not None:
                time.sleep(_LOOK / 2)  # let an editor that writes in two steps finish
                now = stamp(path) or now
            seen = now
            yield "saved"
        elif key := keys.pressed(_LOOK):
            yield key


def watch(exercise: Exercise, path: Path, *, seed: int = 0) -> None:
    """Check `path` now and after each save, until `q` is pressed or Ctrl-C."""
    keys = Keys()
    with Runner() as runner, keys.listening():
        following: tuple[Exercise, Path] | None = (exercise, path)
        while following:
            following = _one(*following, runner, keys, seed)


def _one(
    exercise: Exercise, path: Path, runner: Runner, keys: Keys, seed: int
) -> tuple[Exercise, Path] | None:
    """Watch one file; the exercise and the file to go on with, if the learner wants another."""
    if not keys.there:
        print(f"Checking {path} on each save; Ctrl-C ends.\n", flush=True)
    for event in events(path, keys):
        match event:
            case "saved" | "r":
                print(f"{_CLEAR}Checking {path} …" if keys.there else "", end="", flush=True)
                verdict = runner.check(Job(exercise, path, seed))
                print(f"{_CLEAR if keys.there else ''}", end="")
                commands.show(verdict, exercise)
                print("─" * 40, flush=True)
            case "h":
                print(commands.next_hint(exercise), flush=True)
            case "n":
                if Progress().of(exercise.name).passed:
                    return _following(path)
                print("Not passed yet: n goes on after a pass.", flush=True)
            case "q":
                return None
        if keys.there:
            print(_KEYS, flush=True)
    return None


def _following(path: Path) -> tuple[Exercise, Path] | None:
    """The next exercise, and its file beside the one that was watched."""
    exercise = next_exercise()
    if exercise is None:
        print("All exercises are passed.", flush=True)
        return None
    file = path.with_name(f"{exercise.name}.py")
    if not file.exists():
        file.write_text(exercise.starter.read_text(encoding="utf-8"), encoding="utf-8")
    return exercise, file
