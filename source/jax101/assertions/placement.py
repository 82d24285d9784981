"""Placement: on which devices a result lives, whether it is tied there, and hidden transfers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jax

from jax101.assertions.failure import CheckFailed, calling, sentence
from jax101.assertions.values import named


def lives_on(tree: Any, *devices: jax.Device, what: str = "the result") -> None:
    """Every array of the tree lives on exactly these devices."""
    for leaf in jax.tree.leaves(tree):
        if leaf.devices() != set(devices):
            raise CheckFailed(
                sentence(f"{what} lives elsewhere"),
                expected=_names(set(devices)),
                actual=_names(leaf.devices()),
            )


def is_committed(array: jax.Array, want: bool = True, *, what: str = "the result") -> None:
    """The array is tied to its device (`want`), or free to follow the others (not `want`)."""
    if array.committed != want:
        words = {True: "committed to its device", False: "uncommitted"}
        raise CheckFailed(
            sentence(f"{what} is {words[array.committed]}"),
            expected=words[want],
            actual=words[array.committed],
        )


def transfers_nothing(function: Callable[..., Any], *args: Any, **kwargs: Any) -> None:
    """The call moves no data between host and devices, or between devices, unless it says so.

    Everything is compiled anew, since a program that is compiled already moves its arguments to
    their devices without asking the transfer guard (seen on JAX 0.10 to 0.12).
    """
    jax.clear_caches()
    try:
        with calling(named(function, args, kwargs)), jax.transfer_guard("disallow"):
            jax.block_until_ready(function(*args, **kwargs))
    except jax.errors.JaxRuntimeError as error:
        if "Disallowed" not in str(error):
            raise
        raise CheckFailed(
            "The call moves data behind your back",
            expected="no implicit transfer",
            actual=str(error).splitlines()[0][:300],
            why="Every hidden transfer waits for the slowest link; say it with device_put.",
        ) from error


def _names(devices: set[jax.Device]) -> str:
    return ", ".join(sorted(map(str, devices)))
