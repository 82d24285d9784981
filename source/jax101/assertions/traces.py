"""Retraces: how often JAX traced and compiled, counted through `jax.monitoring`.

The names of its events are not a documented promise, so they stand here only,
and every count first proves that they still mean what they did.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

import jax
import numpy as np

from jax101.assertions.failure import CheckFailed, calling
from jax101.assertions.values import named

TRACE_EVENT = "/jax/core/compile/jaxpr_trace_duration"
COMPILE_EVENT = "/jax/core/compile/backend_compile_duration"
_PING_EVENT = "/jax101/ping"


@dataclass
class Events:
    """What happened inside `counting_events`: traces, compilations, and our own pings."""

    traces: int = 0
    compiles: int = 0
    pings: int = 0


@contextmanager
def counting_events() -> Iterator[Events]:
    """Count JAX's trace and compile events while the block runs.

    Raises:
        RuntimeError: when the listener was removed, or JAX no longer reports these events.
    """
    prove_events()
    with _listening() as events:
        yield events


class Counted:
    """A function that counts how often Python runs it; under `jax.jit`, that is once a trace."""

    def __init__(self, function: Callable[..., Any]) -> None:
        functools.update_wrapper(self, function)
        self.function = function
        self.count = 0

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Count, and call the function."""
        self.count += 1
        return self.function(*args, **kwargs)


def reuses(function: Callable[..., Any], *args: Any, **kwargs: Any) -> None:
    """A repeated call traces and compiles nothing, not even inside `function`.

    A fresh `jax.jit(lambda …)` in each call is caught, which the size of one cache does not show.
    """
    given = named(function, args, kwargs)
    with calling(given):
        jax.block_until_ready(function(*args, **kwargs))
        with counting_events() as events:
            jax.block_until_ready(function(*args, **kwargs))
    if events.traces or events.compiles:
        raise CheckFailed(
            "A repeated call compiles again" if events.compiles else "A repeated call traces again",
            given=given,
            expected="the second call with the same arguments traces and compiles nothing",
            actual=f"{_times(events.traces, 'trace')}, {_times(events.compiles, 'compilation')}",
            why="Compiling costs far more than running; a compiled function is worth keeping.",
        )


def compiles(function: Callable[..., Any], *args: Any, times: int = 1, **kwargs: Any) -> None:
    """This call compiles exactly `times` programs: one for a new static value, none for an old."""
    given = named(function, args, kwargs)
    with calling(given), counting_events() as events:
        jax.block_until_ready(function(*args, **kwargs))
    if events.compiles != times:
        raise CheckFailed(
            f"This call compiles {_times(events.compiles, 'program')}, not {times}",
            given=given,
            expected=_times(times, "compilation"),
            actual=_times(events.compiles, "compilation"),
        )


def traced(counted: Counted, *args: Any, times: int, **kwargs: Any) -> None:
    """Since it was made, the function inside `counted` was traced exactly `times` times.

    `args` and `kwargs` are the last call, for the report.
    """
    if counted.count != times:
        raise CheckFailed(
            f"The function was traced {_times(counted.count, 'time')}, not {times}",
            given=named(counted.function, args, kwargs),
            expected=_times(times, "trace"),
            actual=_times(counted.count, "trace"),
        )


def _times(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


@contextmanager
def _listening() -> Iterator[Events]:
    events = Events()

    def listen(event: str, duration_secs: float, **_: str | int) -> None:
        del duration_secs  # JAX passes it by this name
        events.traces += event == TRACE_EVENT
        events.compiles += event == COMPILE_EVENT
        events.pings += event == _PING_EVENT

    jax.monitoring.register_event_duration_secs_listener(listen)
    try:
        jax.monitoring.record_event_duration_secs(_PING_EVENT, 0.0)
        yield events
        jax.monitoring.record_event_duration_secs(_PING_EVENT, 0.0)
        if events.pings != 2:
            raise RuntimeError("the listener that counts JAX's compilations was removed")
    finally:
        # Already gone if someone cleared all listeners; JAX has no type for that.
        with suppress(Exception):
            jax.monitoring.unregister_event_duration_listener(listen)


@functools.cache
def prove_events() -> None:
    """Compile once and see that it is counted once.

    Raises:
        RuntimeError: when JAX reports its compilations under other names.
    """
    with _listening() as events:
        jax.jit(lambda x: x + 1)(np.float32(0))
    if (events.traces, events.compiles) != (1, 1):
        raise RuntimeError(
            f"JAX {jax.__version__} reports compilations under other names: one jit counted as "
            f"{events.traces} traces and {events.compiles} compilations"
        )
