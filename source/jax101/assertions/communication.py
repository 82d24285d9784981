"""Collectives: which kinds of communication the compiled program contains."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from typing import Any

import jax

from jax101.assertions.failure import CheckFailed, calling
from jax101.assertions.values import named

#: The kinds of communication in XLA's text.
KINDS = ("all-reduce", "all-gather", "reduce-scatter", "all-to-all", "collective-permute")
_CALL = re.compile(rf"\b({'|'.join(KINDS)})(?:-start)?(?:\.\d+)?\(")


def collectives(function: Callable[..., Any], *args: Any, **kwargs: Any) -> set[str]:
    """The kinds of collectives in the compiled program of `function` on these arguments.

    The kinds and not their number: XLA combines and splits them as it likes.
    """
    jitted = function if hasattr(function, "lower") else jax.jit(function)
    with calling(named(function, args, kwargs)):
        text = jitted.lower(*args, **kwargs).compile().as_text()
    return set(_CALL.findall(text or ""))


def communicates(
    function: Callable[..., Any],
    *args: Any,
    any_of: Collection[str] = (),
    never: Collection[str] = (),
    **kwargs: Any,
) -> None:
    """The compiled program contains one of `any_of` (if given), and none of `never`."""
    found = collectives(function, *args, **kwargs)
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
