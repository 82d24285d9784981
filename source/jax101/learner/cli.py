"""The command `jax101`: the learner's loop in a terminal."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence

from jax101.checker.verdict import cannot_run
from jax101.exercises import catalogue
from jax101.learner import commands
from jax101.learner.arguments import parser
from jax101.learner.overview import Refused


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status."""
    options = parser(commands.COMMANDS).parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal that knows ASCII alone gets a ?
            stream.reconfigure(errors="replace")
    if sys.platform == "win32":
        return _refuse("the checker needs Linux or macOS; on Windows, run it in WSL")
    try:
        return _flushed(options.command(options))
    except Refused as refusal:
        return _refuse(str(refusal))
    except catalogue.NoSuchExercise as error:
        if getattr(options, "json", False):
            print(cannot_run(_name(options), str(error)).to_json())
        return _refuse(str(error))
    except BrokenPipeError:  # whoever read, such as head, has enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (OSError, ValueError) as error:
        return _refuse(f"{type(error).__name__}: {error}")
    except KeyboardInterrupt:
        return 0 if options.command is commands.COMMANDS["watch"] else 2


def _name(options: argparse.Namespace) -> str:
    return str(getattr(options, "name", None) or "")


def _flushed(status: int) -> int:
    """The status, once all output has been taken: a reader that has gone is noticed here."""
    sys.stdout.flush()
    return status


def _refuse(message: str) -> int:
    print(f"jax101: {message}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
