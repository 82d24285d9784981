"""Whether the answer left the libraries as they were.

A check is worth nothing if the answer has replaced `jax.jit` or `pytest.fail`.
What there is is remembered before the answer is imported and compared afterwards;
what is remembered lives in closures, and new names (a lazy import) are no change.
"""

from __future__ import annotations

import _thread
import os
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from operator import attrgetter, is_
from types import FunctionType, ModuleType
from typing import Any

_PACKAGES = frozenset(
    [
        *("jax", "jaxlib", "numpy", "ml_dtypes", "pytest", "_pytest", "pluggy", "jax101"),
        *("builtins", "sys", "os", "io", "json", "math", "operator", "inspect", "functools"),
        *("itertools", "collections", "contextlib", "threading", "_thread", "copy", "re"),
    ]
)
# What writes the compiler's own languages: a third of all names, and no check stands on it.
_APART = ("jaxlib.mlir", "jaxlib.mosaic", "jaxlib.thunky", "jax._src.pallas", "numpy.ma")
# Set anew by Python or by whoever runs it, as they work.
_IGNORED = frozenset({"__builtins__", "_", "__warningregistry__", "stdin", "stdout", "stderr"})
# Callables that run a Python function of theirs, and where they keep it.
_WRAPPERS = {
    "PjitFunction": "__wrapped__",
    "_ArrayFunctionDispatcher": "_implementation",
    "classmethod": "__func__",
    "staticmethod": "__func__",
    "property": "fget",
}

Changed = Callable[[], str | None]
Remembered = tuple[str, Mapping[str, Any], Mapping[str, Any]]


def remember_libraries() -> Changed:
    """Remember the libraries and JAX's configuration.

    Returns:
        A function that says in words what has changed since, or None.
    """
    import jax

    watched = {name: module for name, module in sys.modules.items() if _is_watched(name)}
    contents = remember_modules(watched.values())
    configuration, current = dict(jax.config.values), jax.config
    modules, is_same = sys.modules, _same

    def changed() -> str | None:
        for name, module in watched.items():
            if modules.get(name) is not module:
                return f"the module `{name}` was replaced"
        if found := contents():
            return found
        for option, value in current.values.items():
            if option in configuration and not is_same(configuration[option], value):
                return f"`jax.config.{option}` was set to {value!r}"
        return None

    return changed


def remember_modules(modules: Iterable[object]) -> Changed:
    """Remember the functions, classes and modules in these modules, and their classes' methods."""
    places = [(name, now, list(kept), list(kept.values())) for name, now, kept in _places(modules)]
    functions = {id(f): f for *_, values in places for v in values for f in _functions(v)}
    owners, codes = list(functions.values()), [f.__code__ for f in functions.values()]
    # Runs twice for every answer, over all of JAX: C loops, and no name that an answer can replace.
    every, each, same, code_of = all, map, is_, attrgetter("__code__")

    def changed() -> str | None:
        for place, now, keys, values in places:
            if not every(each(same, each(now.get, keys), values)):
                key = next(k for k, v in zip(keys, values, strict=True) if now.get(k) is not v)
                return f"`{place}.{key}` was {'replaced' if key in now else 'removed'}"
        if not every(each(same, each(code_of, owners), codes)):
            function = next(f for f, c in zip(owners, codes, strict=True) if f.__code__ is not c)
            return f"the code of `{function.__module__}.{function.__qualname__}` was replaced"
        return None

    return changed


def remember_output() -> Changed:
    """Remember standard output and error: open, and the same files as before."""
    streams, fstat, system = (sys.stdout, sys.stderr), os.fstat, sys
    inodes = [fstat(fd).st_ino for fd in (1, 2)]

    def changed() -> str | None:
        if system.stdout is not streams[0] or system.stderr is not streams[1]:
            return "`sys.stdout` or `sys.stderr` was replaced"
        if any(stream.closed for stream in streams):
            return "`sys.stdout` or `sys.stderr` was closed"
        try:
            same = [fstat(fd).st_ino for fd in (1, 2)] == inodes
        except OSError:
            same = False
        return None if same else "standard output was closed"

    return changed


def remember_threads() -> Changed:
    """Remember how many threads of Python run."""
    # Threads that the threading module does not know are counted by this alone.
    count, every = _thread._count, threading.enumerate  # noqa: SLF001
    before, known = count(), len(every())

    def changed() -> str | None:
        more = max(count() - before, len(every()) - known)
        return f"{more} still running" if more > 0 else None

    return changed


def _places(modules: Iterable[object]) -> Iterator[Remembered]:
    """Each module, and once each class of the watched packages, with what it holds."""
    classes: dict[int, type] = {}
    for module in list(modules):
        if not isinstance(module, ModuleType):
            continue
        kept = _kept(vars(module))
        yield module.__name__, vars(module), kept
        for value in kept.values():
            if isinstance(value, type) and _is_watched(value.__module__):
                classes[id(value)] = value
    for cls in classes.values():
        yield f"{cls.__module__}.{cls.__qualname__}", vars(cls), _kept(vars(cls))


def _is_watched(module: str) -> bool:
    return module.partition(".")[0] in _PACKAGES and not module.startswith(_APART)


def _kept(place: Mapping[str, object]) -> dict[str, object]:
    """What must stay as it is: data may change as a library works, code may not."""
    code = (ModuleType, property, classmethod, staticmethod)
    return {
        key: value
        for key, value in place.items()
        if key not in _IGNORED and (callable(value) or isinstance(value, code))
    }


def _functions(value: Any) -> Iterator[FunctionType]:
    """A function, or the one inside what wraps it: NumPy's dispatchers, what jax.jit returns."""
    kind = type(value)
    if kind is FunctionType:
        yield value
    elif kind.__name__ in _WRAPPERS:
        inner = getattr(value, _WRAPPERS[kind.__name__], None)
        if type(inner) is FunctionType:
            yield inner


def _same(one: object, other: object) -> bool:
    return one is other or (type(one) is type(other) and bool(one == other))
