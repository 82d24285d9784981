"""Whether the answer left the libraries as they were.

A check is worth nothing if the answer has replaced `jax.jit` or `pytest.fail`.
A snapshot is taken before the answer is imported and compared afterwards;
the snapshot lives in a closure, and new names (a lazy import) are no change.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator
from types import FunctionType, ModuleType
from typing import Any

_PACKAGES = frozenset(
    "jax jaxlib numpy pytest _pytest pluggy jax101 builtins sys os io json math operator inspect "
    "functools itertools collections contextlib threading _thread copy re ml_dtypes".split()
)
# Set anew by Python or pytest as they work, or differing by nature.
_IGNORED = frozenset({"__builtins__", "_", "__warningregistry__", "_logging_wrapper"})

Place = tuple[str, str]


def snapshot() -> Callable[[], str | None]:
    """Remember the libraries, JAX's configuration and the output.

    Returns:
        A function that says in words what has changed since, or None.
    """
    import jax

    # Captured here: the originals, whatever the answer does to the names later.
    kept = dict(_things())
    codes = {id(v): v.__code__ for v in kept.values() if type(v) is FunctionType}
    configuration = dict(jax.config.values)
    things, fingerprint, same_code = _things, _code, codes.get
    missing = object()

    def changed() -> str | None:
        now = dict(things())
        for place, before in kept.items():
            after = now.get(place, missing)
            if after is not before:
                return f"`{_name(place)}` was {'removed' if after is missing else 'replaced'}"
            if (code := same_code(id(before))) is not None and fingerprint(before) is not code:
                return f"the code of `{_name(place)}` was replaced"
        for option, value in jax.config.values.items():
            if option in configuration and configuration[option] != value:
                return f"`jax.config.{option}` was set to {value!r}"
        return None

    return changed


def output_intact() -> Callable[[], bool]:
    """Remember standard output and error; the result says whether both still are what they were."""
    streams = (sys.stdout, sys.stderr)
    fstat = os.fstat
    inodes = [fstat(fd).st_ino for fd in (1, 2)]

    def intact() -> bool:
        try:
            return (
                sys.stdout is streams[0]
                and sys.stderr is streams[1]
                and not any(stream.closed for stream in streams)
                and [fstat(fd).st_ino for fd in (1, 2)] == inodes
            )
        except OSError:
            return False

    return intact


def threads_running() -> Callable[[], int]:
    """Remember Python's threads; the result says how many more there are."""
    import _thread

    count, enumerate_ = _thread._count, threading.enumerate
    before, known = count(), set(enumerate_())

    def more() -> int:
        return max(count() - before, len(set(enumerate_()) - known), 0)

    return more


def _things() -> Iterator[tuple[Place, Any]]:
    """Each function, class and module of the watched packages, and each class's own functions."""
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] not in _PACKAGES or not isinstance(module, ModuleType):
            continue
        yield ("sys.modules", name), module
        for key, value in list(vars(module).items()):
            if key in _IGNORED or not callable(value) and not isinstance(value, ModuleType):
                continue
            if name == "sys" and key in ("stdout", "stderr", "stdin"):
                continue
            yield (name, key), value
            if isinstance(value, type) and value.__module__.partition(".")[0] in _PACKAGES:
                for attribute, member in list(vars(value).items()):
                    if callable(member) or isinstance(member, (property, classmethod, staticmethod)):
                        yield (f"{name}.{key}", attribute), member


def _code(function: FunctionType) -> Any:
    return function.__code__


def _name(place: Place) -> str:
    return place[1] if place[0] == "sys.modules" else ".".join(place)
