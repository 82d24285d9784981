"""The command `jax101`: the learner's loop in a terminal."""

from __future__ import annotations

import argparse
import io
import json
import math
import os
import sys
from collections.abc import Callable, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from jax101.checker.report import report
from jax101.checker.runner import check_file
from jax101.checker.verdict import Verdict, cannot_run
from jax101.exercises import catalogue
from jax101.exercises.catalogue import Exercise
from jax101.learner.progress import Progress

_EXAMPLES = """\
examples:
  jax101 list                              all exercises, and which you have passed
  jax101 start jit_with_static_n           write jit_with_static_n.py to begin with
  jax101 check jit_with_static_n           check that file
  jax101 check jit_with_static_n my.py     check another file
  jax101 watch jit_with_static_n.py        check again on each save
  jax101 hint jit_with_static_n 2          the second of three hints
  jax101 solution jit_with_static_n        our solution, once yours passes

exit status: 0 the answer passes, 1 it fails, 2 the command cannot run
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status."""
    options = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = options.command
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal that knows ASCII alone gets a ?
            stream.reconfigure(errors="replace")
    try:
        return _flushed(command(options))
    except catalogue.NoSuchExercise as error:
        if getattr(options, "json", False):
            print(cannot_run(options.name, str(error)).to_json())
        return _refuse(str(error))
    except BrokenPipeError:  # whoever read, such as head, has enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (OSError, ValueError) as error:
        return _refuse(f"{type(error).__name__}: {error}")
    except KeyboardInterrupt:
        return 0 if command is _watch else 2


def _flushed(status: int) -> int:
    """The status, once all output has been taken: a reader that has gone is noticed here."""
    sys.stdout.flush()
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="jax101",
        description="Exercises in JAX: start one, write your answer, check it.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"jax101 {_version()}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def command(
        name: str, run: Callable[[argparse.Namespace], int], does: str, example: str
    ) -> argparse.ArgumentParser:
        sub = commands.add_parser(
            name,
            help=does,
            description=f"{does[0].upper()}{does[1:]}.",
            epilog=f"example:\n  {example}\n",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        sub.set_defaults(command=run)
        return sub

    sub = command("list", _list, "show all exercises by page", "jax101 list --page jit")
    sub.add_argument("--page", help="only the exercises of this page")
    sub.add_argument("--json", action="store_true", help="print one JSON list")

    sub = command("start", _start, "write a starter to begin with", "jax101 start pairwise")
    sub.add_argument("name", metavar="NAME")
    sub.add_argument("file", metavar="FILE", nargs="?", type=Path, help="default: NAME.py")

    sub = command("check", _check, "check an answer", "jax101 check pairwise pairwise.py")
    sub.add_argument("name", metavar="NAME")
    sub.add_argument("file", metavar="FILE", nargs="?", type=Path, help="default: NAME.py")
    sub.add_argument("--seed", type=_seed, default=0, help="seed of the inputs (default: 0)")
    sub.add_argument("--time-limit", type=_seconds, metavar="S", help="seconds an answer may run")
    sub.add_argument("--json", action="store_true", help="print the verdict as one line of JSON")

    sub = command("watch", _watch, "check again on each save", "jax101 watch pairwise.py")
    sub.add_argument("file", metavar="FILE", type=Path)
    sub.add_argument("name", metavar="NAME", nargs="?", help="default: the file's name")
    sub.add_argument("--seed", type=_seed, default=0, help="seed of the inputs (default: 0)")

    sub = command("hint", _hint, "show a hint, the next one by default", "jax101 hint pairwise 1")
    sub.add_argument("name", metavar="NAME")
    sub.add_argument("number", metavar="N", nargs="?", type=int, choices=(1, 2, 3), help="1 to 3")

    sub = command("solution", _solution, "show our solution", "jax101 solution pairwise --anyway")
    sub.add_argument("name", metavar="NAME")
    sub.add_argument("--anyway", action="store_true", help="before you have passed")

    command("progress", _progress, "show what you have passed", "jax101 progress")
    return parser


def _list(options: argparse.Namespace) -> int:
    progress = Progress()
    everything = [e for e in catalogue.exercises() if options.page in (None, e.page)]
    if options.json:
        rows = [
            {
                "name": e.name, "title": e.title, "page": e.page, "difficulty": e.difficulty,
                "minutes": e.minutes, "teaches": e.teaches, "passed": progress.of(e.name).passed,
            }
            for e in everything
        ]  # fmt: skip
        print(json.dumps(rows, ensure_ascii=False))
        return 0
    if not everything:
        return _refuse(f"There are no exercises for the page {options.page!r}.")
    width = max(len(e.name) for e in everything)
    page = None
    for e in everything:
        if e.page != page:
            print(f"{'' if page is None else chr(10)}{e.page}")
            page = e.page
        mark = "✓" if progress.of(e.name).passed else " "
        print(f" {mark} {e.name:<{width}}  {dots(e)}  {e.minutes:>2} min  {e.teaches}")
    return 0


def dots(exercise: Exercise) -> str:
    """The difficulty as three dots."""
    return "●" * exercise.difficulty + "○" * (3 - exercise.difficulty)


def _start(options: argparse.Namespace) -> int:
    exercise = catalogue.find(options.name)
    path = options.file or Path(f"{exercise.name}.py")
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(exercise.starter.read_text(encoding="utf-8"))
    except FileExistsError:
        return _refuse(f"{path} exists already and stays as it is; name another file.")
    print(f"Wrote {path}. Check it with: jax101 check {exercise.name} {path}")
    return 0


def _check(options: argparse.Namespace) -> int:
    file = Path(options.name)
    if options.file is None and file.suffix == ".py":  # as `watch` takes it
        options.name, options.file = file.stem, file
    exercise = catalogue.find(options.name)
    path = options.file or Path(f"{exercise.name}.py")
    verdict = check_file(exercise, path, seed=options.seed, seconds=options.time_limit)
    _show(verdict, exercise, as_json=options.json)
    return verdict.exit_status


def _show(verdict: Verdict, exercise: Exercise, *, as_json: bool = False) -> None:
    progress = Progress()
    progress.checked(verdict)
    hints = progress.of(exercise.name).hints
    text = verdict.to_json() if as_json else report(verdict, exercise, hints_read=hints)
    print(text, end="\n" if as_json else "", flush=True)
    if verdict.passed and not as_json:
        left = [e.name for e in catalogue.exercises() if not progress.of(e.name).passed]
        print(
            f"  Next: jax101 start {left[0]}" if left else "  All exercises are passed.", flush=True
        )


def _watch(options: argparse.Namespace) -> int:
    from jax101.learner.watch import watch

    exercise = catalogue.find(options.name or options.file.stem)
    if not options.file.is_file():
        return _refuse(f"There is no file {options.file}.")
    print(f"Checking {options.file} on each save; Ctrl-C ends.\n", flush=True)

    def show(verdict: Verdict) -> None:
        _show(verdict, exercise)
        print("─" * 40, flush=True)

    watch(exercise, options.file, show, seed=options.seed)
    return 0


def _hint(options: argparse.Namespace) -> int:
    exercise = catalogue.find(options.name)
    progress = Progress()
    number = options.number or min(progress.of(exercise.name).hints + 1, 3)
    progress.read_hint(exercise.name, number)
    print(f"Hint {number} of 3\n\n{exercise.hints()[number - 1]}")
    return 0


def _solution(options: argparse.Namespace) -> int:
    exercise = catalogue.find(options.name)
    if not options.anyway and not Progress().of(exercise.name).passed:
        print(f"Your answer to {exercise.name} has not passed yet. To look all the same: --anyway")
        return 1
    print(exercise.solution.read_text(encoding="utf-8"), end="")
    return 0


def _progress(_: argparse.Namespace) -> int:
    progress = Progress()
    done = total = 0
    for page, mine in catalogue.by_page():
        passed = [e for e in mine if progress.of(e.name).passed]
        done, total = done + len(passed), total + len(mine)
        print(f"{page:<22} {len(passed)} of {len(mine)}")
    print(f"{'all':<22} {done} of {total}")
    return 0


def _seed(text: str) -> int:
    """A seed, for argparse: a whole number from 0 up."""
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"a seed is a whole number from 0 up, not {text!r}")
    return int(text)


def _seconds(text: str) -> float:
    """A time limit, for argparse: a positive number."""
    try:
        seconds = float(text)
    except ValueError:
        seconds = math.nan
    if not 0 < seconds < math.inf:
        raise argparse.ArgumentTypeError(f"a time limit is a positive number, not {text!r}")
    return seconds


def _version() -> str:
    try:
        return version("jax101")
    except PackageNotFoundError:
        return "(not installed)"


def _refuse(message: str) -> int:
    print(f"jax101: {message}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
