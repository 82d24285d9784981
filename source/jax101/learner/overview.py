"""Commands that look and change nothing: all exercises, one task, how far the learner is."""

from __future__ import annotations

import argparse
import ast
import json

from jax101.exercises import catalogue
from jax101.exercises.catalogue import Exercise
from jax101.learner.progress import Progress


class Refused(Exception):
    """The command cannot run; the text says why, and what to do."""


def list_(options: argparse.Namespace) -> int:
    """All exercises by page, and which are passed."""
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
        raise Refused(f"There are no exercises for the page {options.page!r}.")
    width = max(len(e.name) for e in everything)
    page = None
    for e in everything:
        if e.page != page:
            print(f"{'' if page is None else chr(10)}{e.page}")
            page = e.page
        mark = "✓" if progress.of(e.name).passed else " "
        dots = "●" * e.difficulty + "○" * (3 - e.difficulty)
        print(f" {mark} {e.name:<{width}}  {dots}  {e.minutes:>2} min  {e.teaches}")
    return 0


def task(options: argparse.Namespace) -> int:
    """The task, as the starter states it."""
    print(statement(catalogue.find(options.name)), end="")
    return 0


def statement(exercise: Exercise) -> str:
    """Title, signature and docstring of the starter, for a terminal."""
    tree = ast.parse(exercise.starter.read_text(encoding="utf-8"))
    parts = [f"{exercise.title} ({exercise.minutes} minutes)\n"]
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            text = ast.get_docstring(node) or ""
            node.body = [ast.Expr(ast.Constant(...))]
            parts += [f"{ast.unparse(node).removesuffix('...').rstrip()}\n", f"{text}\n"]
    return "\n".join(parts)


def next_exercise() -> Exercise | None:
    """The first that is not passed, in the order of the notes."""
    progress = Progress()
    return next((e for e in catalogue.exercises() if not progress.of(e.name).passed), None)


def progress(_: argparse.Namespace) -> int:
    """How many are passed by page, and each that was tried: its checks, and the hints read."""
    known = Progress()
    done = total = 0
    for page, mine in catalogue.by_page():
        passed = [e for e in mine if known.of(e.name).passed]
        done, total = done + len(passed), total + len(mine)
        print(f"{page:<22} {len(passed)} of {len(mine)}")
        for e in mine:
            record = known.of(e.name)
            if record.checks or record.hints:
                mark, tried = "✓" if record.passed else "·", _times(record.checks, "check")
                print(f"  {mark} {e.name:<20} {tried}, {_times(record.hints, 'hint')}")
    print(f"{'all':<22} {done} of {total}")
    return 0


def _times(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
