"""What the command `jax101` takes: its commands, their arguments, its help."""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

Command = Callable[[argparse.Namespace], int]

_EXAMPLES = """\
examples:
  jax101 next                              the first exercise that you have not passed
  jax101 list                              all exercises, and which you have passed
  jax101 start jit_with_static_n           write jit_with_static_n.py to begin with
  jax101 watch jit_with_static_n           check that file on each save
  jax101 check jit_with_static_n           check it once
  jax101 check jit_with_static_n my.py     check another file
  jax101 check                             check all answers in this folder
  jax101 hint jit_with_static_n 2          the second of three hints
  jax101 solution jit_with_static_n        our solution, once yours passes
  jax101 learn                             all of this on the pages, in a browser

exit status: 0 the answer passes, 1 it fails, 2 the command cannot run
"""


def parser(commands: Mapping[str, Command]) -> argparse.ArgumentParser:
    """The parser; each command of the mapping is run with the options that were given."""
    whole = argparse.ArgumentParser(
        prog="jax101",
        description="Exercises in JAX: start one, write your answer, check it.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    whole.add_argument("--version", action="version", version=f"jax101 {_version()}")
    subparsers = whole.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def command(name: str, does: str, example: str) -> argparse.ArgumentParser:
        sub = subparsers.add_parser(
            name,
            help=does,
            description=f"{does[0].upper()}{does[1:]}.",
            epilog=f"example:\n  {example}\n",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        sub.set_defaults(command=commands[name])
        return sub

    sub = command("list", "show all exercises by page", "jax101 list --page jit")
    sub.add_argument("--page", help="only the exercises of this page")
    sub.add_argument("--json", action="store_true", help="print one JSON list")

    command("next", "start the first exercise that you have not passed", "jax101 next")

    sub = command("task", "show the task of an exercise", "jax101 task pairwise")
    sub.add_argument("name", metavar="NAME")

    sub = command("start", "write a starter to begin with", "jax101 start pairwise")
    _answer(sub)

    sub = command("reset", "begin anew; your file is kept beside", "jax101 reset pairwise")
    _answer(sub)

    sub = command("check", "check an answer, or all in this folder", "jax101 check pairwise")
    _answer(sub, optional=True)
    sub.add_argument("--seed", type=_seed, default=0, help="seed of the inputs (default: 0)")
    sub.add_argument("--time-limit", type=_seconds, metavar="S", help="seconds an answer may run")
    sub.add_argument("--json", action="store_true", help="print each verdict as a line of JSON")

    sub = command("watch", "check again on each save", "jax101 watch pairwise")
    _answer(sub)
    sub.add_argument("--seed", type=_seed, default=0, help="seed of the inputs (default: 0)")

    sub = command("hint", "show a hint, the next one by default", "jax101 hint pairwise 1")
    sub.add_argument("name", metavar="NAME")
    sub.add_argument("number", metavar="N", nargs="?", type=int, choices=(1, 2, 3), help="1 to 3")

    sub = command("solution", "show our solution", "jax101 solution pairwise --diff")
    _answer(sub)
    sub.add_argument("--anyway", action="store_true", help="before you have passed")
    sub.add_argument("--diff", action="store_true", help="what it has otherwise than your file")
    sub.add_argument("--others", action="store_true", help="and the other ways that we accept")

    sub = command("learn", "run cells and solve exercises on the pages", "jax101 learn --port 8200")
    sub.add_argument(
        "site", metavar="SITE", nargs="?",
        help="the built site's folder, its zip, or the address where it is published "
        "(default: what this clone has built)",
    )  # fmt: skip
    sub.add_argument("--port", type=_port, help="a port of this machine (default: a free one)")
    sub.add_argument("--folder", type=Path, default=Path(), help="your answers (default: here)")
    sub.add_argument("--no-browser", action="store_true", help="print the address, open nothing")

    command("progress", "show what you have passed, and in how many checks", "jax101 progress")
    return whole


def _answer(sub: argparse.ArgumentParser, *, optional: bool = False) -> None:
    """NAME and FILE, in one order everywhere; either may be left out where the other says it."""
    sub.add_argument("name", metavar="NAME", nargs="?" if optional else None, help="or a file")
    sub.add_argument("file", metavar="FILE", nargs="?", type=Path, help="default: NAME.py")


def _seed(text: str) -> int:
    """A seed, for argparse: a whole number from 0 up."""
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"a seed is a whole number from 0 up, not {text!r}")
    return int(text)


def _port(text: str) -> int:
    """A port, for argparse."""
    if not (text.isdecimal() and 0 < int(text) < 2**16):
        raise argparse.ArgumentTypeError(f"a port is a number from 1 to 65535, not {text!r}")
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
