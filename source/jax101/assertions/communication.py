"""Collectives: which kinds of communication the compiled program contains, and what they carry."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

import jax

from jax101.assertions.failure import CheckFailed, calling
from jax101.assertions.values import named
from jax101.pictures.collectives import carried


def collectives(function: Callable[..., Any], *args: Any, **kwargs: Any) -> set[str]:
    """The kinds of collectives in the compiled program of `function` on these arguments.

    The kinds and not their number: XLA combines and splits them as it likes.

    Args:
        function: compiled or not; it is compiled here if not.
        args: its arguments, placed as they would be in a call.
        kwargs: more of them.
    """
    return {kind for kind, _ in _carried(function, args, kwargs)}


def communicates(
    function: Callable[..., Any],
    *args: Any,
    any_of: Collection[str] = (),
    never: Collection[str] = (),
    at_most: int | None = None,
    **kwargs: Any,
) -> None:
    """The compiled program contains one of `any_of` (if given), and none of `never`.

    Args:
        function: compiled or not.
        args: its arguments, placed as they would be in a call.
        any_of: kinds of which one is needed.
        never: kinds that are not needed.
        at_most: how many elements a collective may hand to each device.
        kwargs: more arguments.

    Raises:
        CheckFailed: with what the program sends.
    """
    every = _carried(function, args, kwargs)
    found = {kind for kind, _ in every}
    shown = ", ".join(sorted(found)) or "no collective at all"
    if any_of and not found & set(any_of):
        raise CheckFailed(
            f"The compiled program contains no {' or '.join(any_of)}",
            expected=f"communication by {' or '.join(any_of)}",
            actual=shown,
        )
    if found & set(never):
        raise CheckFailed(
            f"The compiled program contains {min(found & set(never))}",
            expected=f"none of: {', '.join(never)}",
            actual=shown,
            why="Communication is what a parallel program pays for; this kind is not needed here.",
        )
    if at_most is not None and (more := [one for one in every if one[1] > at_most]):
        kind, size = max(more, key=lambda one: one[1])
        raise CheckFailed(
            f"The compiled program sends too much: {kind} of {size} elements",
            expected=f"at most {at_most} elements to each device",
            actual=", ".join(f"{kind} of {size}" for kind, size in every),
            why="Communication is what a parallel program pays for: reduce first, then send.",
        )


def _carried(
    function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
) -> list[tuple[str, int]]:
    jitted = function if hasattr(function, "lower") else jax.jit(function)
    with calling(named(function, args, kwargs)):
        text = jitted.lower(*args, **kwargs).compile().as_text()
    return carried(text or "")
