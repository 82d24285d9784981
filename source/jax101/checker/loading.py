"""Load an answer: read the file, run it as a module, find the function, compare its parameters."""

from __future__ import annotations

import ast
import inspect
import linecache
import sys
from pathlib import Path
from types import CodeType, ModuleType, SimpleNamespace
from typing import Any

from jax101.checker.verdict import Finding, Frame
from jax101.exercises.catalogue import Exercise

MODULE = "answer"


class Unusable(Exception):
    """The file holds no answer that could be checked; the finding says why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.headline)
        self.finding = finding


def compile_answer(path: Path) -> CodeType:
    """The file's code.

    Raises:
        Unusable: when it is not Python, or not text.
    """
    try:
        source = path.read_bytes()  # Python itself knows a byte order mark and a coding line
    except OSError as error:
        raise Unusable(Finding("syntax-error", f"{path.name} cannot be read: {error}")) from None
    linecache.cache.pop(str(path), None)
    try:
        return compile(source, str(path), "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 1
        code = (getattr(error, "text", None) or "").strip()
        message = getattr(error, "msg", None) or str(error)
        finding = Finding(
            "syntax-error",
            f"{path.name} is not valid Python: {message}",
            why="Python could not read the file, so nothing was run.",
            frames=(Frame(line, "", code),),
        )
        raise Unusable(finding) from None
    except (RecursionError, MemoryError) as error:
        headline = f"{path.name} is too deeply nested for Python: {error}"
        raise Unusable(Finding("syntax-error", headline)) from None


def load_answer(path: Path, exercise: Exercise) -> Any:
    """Run the file and return its answer: the function, or a namespace if several are asked for.

    Raises:
        Unusable: for a missing or different function.
        BaseException: whatever the file itself raises.
    """
    code = compile_answer(path)
    module = ModuleType(MODULE)
    module.__file__ = str(path)
    sys.modules[MODULE] = module
    exec(code, module.__dict__)  # noqa: S102  # in a process of its own
    found = {name: _find(module, name, path) for name in exercise.names}
    wanted = parameters(exercise)
    for name, value in found.items():
        _compare(name, value, wanted.get(name), by_position=exercise.by_position)
    return found[exercise.names[0]] if len(found) == 1 else SimpleNamespace(**found)


def parameters(exercise: Exercise) -> dict[str, tuple[str, ...]]:
    """The parameters that the starter gives each name the learner must define."""
    tree = ast.parse(exercise.starter.read_text(encoding="utf-8"))
    found = {}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name in exercise.names:
            every = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
            found[node.name] = tuple(argument.arg for argument in every)
    return found


def _find(module: ModuleType, name: str, path: Path) -> Any:
    if name in vars(module):
        return vars(module)[name]
    others = [
        key for key, value in vars(module).items()
        if callable(value) and getattr(value, "__module__", None) == MODULE
    ]  # fmt: skip
    raise Unusable(
        Finding(
            "wrong-name",
            f"{path.name} defines no `{name}`",
            expected=f"a function named {name}",
            actual=f"it defines {', '.join(others)}" if others else "it defines no function",
            why="The checks call your function by its name.",
        )
    )


def _compare(name: str, value: Any, wanted: tuple[str, ...] | None, *, by_position: bool) -> None:
    if not callable(value):
        raise Unusable(
            Finding(
                "wrong-name",
                f"`{name}` is not a function",
                expected=f"a function named {name}",
                actual=f"a {type(value).__qualname__}",
            )
        )
    if wanted is None:
        return
    try:
        given = inspect.signature(value).parameters
    except (TypeError, ValueError):
        return
    required = tuple(
        key for key, parameter in given.items()
        if parameter.default is parameter.empty
        and parameter.kind not in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD)
    )  # fmt: skip
    if by_position and len(required) == len(wanted):
        return
    if tuple(given)[: len(wanted)] != wanted or not set(required) <= set(wanted):
        raise Unusable(
            Finding(
                "wrong-signature",
                f"`{name}` has other parameters than the starter",
                expected=f"{name}({', '.join(wanted)})",
                actual=f"{name}{inspect.signature(value)}",
                why="The checks pass arguments by these names and in this order.",
            )
        )
