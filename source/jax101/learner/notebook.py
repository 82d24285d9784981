"""`jax101.check(function)`: check a function that was written in a notebook or a module.

What the notebook really defines is written to a file, and that file is checked in a fresh process,
as the command line does: what passes here passes there.
"""

from __future__ import annotations

import atexit
import inspect
import linecache
import sys
import tempfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jax101.checker.report import report
from jax101.checker.runner import Job, Runner
from jax101.checker.verdict import Verdict
from jax101.exercises.catalogue import find
from jax101.learner.progress import Progress
from jax101.learner.site import address
from jax101.learner.slicing import Statement, part_of, statements


@cache
def _warm() -> Runner:
    """One process for all checks of a notebook, ended with it."""
    runner = Runner()
    atexit.register(runner.close)
    return runner


def check(function: Callable[..., Any], name: str | None = None, *, seed: int = 0) -> Verdict:
    """Check an answer, print the report, return the verdict.

    Args:
        function: the answer, as a cell or a file defines it: wrapped, compiled, with its rules.
        name: the exercise, if the function has another name.
        seed: the seed of the inputs.

    Raises:
        NoSuchExercise: when there is no exercise of this name.
        ValueError: when nothing that ran gives this function a name.
    """
    exercise = find(name or str(getattr(function, "__name__", "")))
    source = source_of(function, exercise.names)
    with tempfile.TemporaryDirectory(prefix="jax101-") as folder:
        path = Path(folder, f"{exercise.name}.py")
        path.write_text(source, encoding="utf-8")
        verdict = _warm().check(Job(exercise, path, seed))
    progress = Progress()
    progress.checked(verdict)
    print(report(verdict, exercise, hints_read=progress.of(exercise.name).hints, site=address()))
    return verdict


def source_of(function: Callable[..., Any], names: tuple[str, ...]) -> str:
    """The source of a function with everything it needs, as a file of its own.

    Args:
        function: it must have a name in the notebook, or in the module that defines it.
        names: what the file must define; the first is the function.

    Raises:
        ValueError: when the function has no name there, or one of the names is missing.
    """
    scope, ran = _notebook() or _module(function)
    own = _name(function, names[0], scope)
    try:
        source = part_of(ran, [own, *names[1:]])
    except LookupError as error:
        raise _unknown(str(error.args[0])) from None
    if not _holds(source, function):
        raise ValueError(f"`{own}` is older than the cell that defines it: run that cell again")
    return source if own == names[0] else f"{source}\n\n{names[0]} = {own}\n"


def _notebook() -> tuple[Mapping[str, Any], list[Statement]] | None:
    """The names of the running notebook and the statements of its cells, in order."""
    ipython = sys.modules.get("IPython")
    shell = ipython and ipython.get_ipython()
    if shell is None:
        return None
    cells = shell.history_manager.input_hist_parsed
    ran = [each for cell in cells for each in statements(cell)]
    # The checker has eight devices already, and JAX lets nobody ask twice.
    return shell.user_ns, [each for each in ran if "jax_num_cpu_devices" not in each.text]


def _module(function: Callable[..., Any]) -> tuple[Mapping[str, Any], list[Statement]]:
    """The same for the module in which a function was written."""
    original = inspect.unwrap(function)
    code = getattr(original, "__code__", None)
    path = code.co_filename if code else ""
    source = "".join(linecache.getlines(path))
    return getattr(original, "__globals__", {}), statements(source)


def _holds(source: str, function: Callable[..., Any]) -> bool:
    """Whether the source has the function as it is: a cell that failed may not have redefined it."""
    try:
        own = inspect.getsource(inspect.unwrap(function))
    except (OSError, TypeError):  # an object without source, such as a partial
        return True
    return f"{own.strip()}\n" in source


def _name(function: Callable[..., Any], wanted: str, scope: Mapping[str, Any]) -> str:
    if scope.get(wanted) is function:
        return wanted
    for name, value in scope.items():
        if value is function and not name.startswith("_"):
            return name
    raise _unknown(str(getattr(function, "__name__", wanted)))


def _unknown(name: str) -> ValueError:
    return ValueError(
        f"nothing here defines `{name}`: give your answer a name, as in `{name} = …`, and pass "
        "that; or save it to a file and run `jax101 check`"
    )
