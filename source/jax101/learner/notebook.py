"""`jax101.check(function)`: check a function that was written in a notebook.

The function, and whatever of the notebook it uses, is written to a file, and that file is
checked in a fresh process, as the command line does: what passes here passes there.
"""

from __future__ import annotations

import ast
import atexit
import inspect
import tempfile
import textwrap
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from jax101.checker.report import report
from jax101.checker.runner import Job, Runner
from jax101.checker.verdict import Verdict
from jax101.exercises.catalogue import find
from jax101.learner.progress import Progress

_PLAIN = (int, float, complex, bool, str, bytes, type(None))


@cache
def _warm() -> Runner:
    """One process for all checks of a notebook, ended with it."""
    runner = Runner()
    atexit.register(runner.close)
    return runner


def check(function: Callable[..., Any], name: str | None = None, *, seed: int = 0) -> Verdict:
    """Check an answer, print the report, return the verdict.

    Args:
        function: the answer, written in a cell or a file.
        name: the exercise, if the function has another name.
        seed: the seed of the inputs.

    Raises:
        NoSuchExercise: when there is no exercise of this name.
        ValueError: when Python has no source for the function.
    """
    exercise = find(name or str(getattr(function, "__name__", "")))
    source = standalone(function, exercise.names[0])
    with tempfile.TemporaryDirectory(prefix="jax101-") as folder:
        path = Path(folder, f"{exercise.name}.py")
        path.write_text(source, encoding="utf-8")
        verdict = _warm().check(Job(exercise, path, seed))
    progress = Progress()
    progress.checked(verdict)
    print(report(verdict, exercise, hints_read=progress.of(exercise.name).hints))
    return verdict


def standalone(function: Callable[..., Any], name: str) -> str:
    """The source of a function with everything it needs, as a file of its own.

    Modules become imports, functions and classes of the notebook come with their source,
    plain constants with their value.

    Raises:
        ValueError: when a piece has no source, with its name.
    """
    parts: dict[str, str] = {}
    original = inspect.unwrap(function)
    own = getattr(original, "__name__", name)
    _add(own, original, _globals(original), parts)
    if own != name:
        parts[name] = f"{name} = {own}"
    return "\n\n".join(parts.values()) + "\n"


def _add(key: str, value: Any, scope: Mapping[str, Any], parts: dict[str, str]) -> None:
    """Append what defines `key`, after what that needs itself."""
    if key in parts:
        return
    if isinstance(value, ModuleType):
        parts[key] = f"import {value.__name__} as {key}"
        return
    if type(value) in _PLAIN:
        parts[key] = f"{key} = {value!r}"
        return
    original = inspect.unwrap(value) if callable(value) else value
    home, called = getattr(original, "__module__", None), getattr(original, "__qualname__", None)
    if home and called and home != scope.get("__name__") and "<" not in called:
        parts[key] = f"from {home} import {called} as {key}"
        return
    source = _source(key, original)
    parts[key] = ""  # reserved: a recursive function needs itself
    for needed in _names(source):
        if needed in scope and needed != key:
            _add(needed, scope[needed], _globals(scope[needed]) or scope, parts)
    del parts[key]
    parts[key] = source
    if getattr(original, "__name__", key) != key:
        parts[key] += f"\n{key} = {original.__name__}"


def _source(key: str, value: Any) -> str:
    try:
        return textwrap.dedent(inspect.getsource(value)).rstrip()
    except (OSError, TypeError):
        raise ValueError(
            f"Python has no source for `{key}`: define it in a cell, "
            "or save your answer to a file and run `jax101 check`"
        ) from None


def _names(source: str) -> list[str]:
    return list(dict.fromkeys(n.id for n in ast.walk(ast.parse(source)) if isinstance(n, ast.Name)))


def _globals(value: Any) -> Mapping[str, Any]:
    found = getattr(inspect.unwrap(value) if callable(value) else value, "__globals__", {})
    return found if isinstance(found, dict) else {}
