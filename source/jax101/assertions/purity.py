"""Purity: the same call gives the same result, arguments stay as they are, no tracer escapes."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import jax
import numpy as np

from jax101.assertions.failure import CheckFailed, calling
from jax101.assertions.values import equal, named


def pure(function: Callable[..., Any], *args: Any, **kwargs: Any) -> None:
    """Two equal calls give equal results, and neither changes its arguments."""
    given = named(function, args, kwargs)
    before = jax.tree.map(_copy, (args, kwargs))
    with calling(given):
        first = jax.tree.map(_copy, function(*args, **kwargs))
        second = function(*args, **kwargs)
    try:
        same = jax.tree.map(_as_array, (second, first))
        equal(*same, given=given, tolerance=0.0, what="the second call")
    except CheckFailed as failure:
        raise CheckFailed(
            "The same call gave two different results",
            given=given,
            expected=first,
            actual=second,
            details=failure.details,
            why="A traced function runs when JAX pleases: it may only depend on its arguments.",
        ) from None
    _unchanged(before, (args, kwargs), given)


def leaks_nothing(function: Callable[..., Any], *args: Any, **kwargs: Any) -> None:
    """No tracer outlives the trace: `jax.checking_leaks` stays silent under `jax.jit`."""
    with calling(named(function, args, kwargs)), jax.checking_leaks():
        jax.block_until_ready(jax.jit(lambda a, k: function(*a, **k))(args, kwargs))


def _copy(leaf: Any) -> Any:
    return leaf if isinstance(leaf, jax.Array) else copy.copy(leaf)


def _as_array(leaf: Any) -> Any:
    return jax.device_put(leaf) if isinstance(leaf, (np.ndarray, np.generic)) else leaf


def _unchanged(before: Any, after: Any, given: dict[str, Any]) -> None:
    structures: list[Any] = [jax.tree.structure(tree) for tree in (before, after)]
    same = structures[0] == structures[1] and all(
        np.array_equal(a, b, equal_nan=a.dtype.kind in "fc") if isinstance(a, np.ndarray) else True
        for a, b in zip(jax.tree.leaves(before), jax.tree.leaves(after), strict=True)
    )
    if not same:
        raise CheckFailed(
            "The function changes its arguments",
            expected=before[0] or before[1],
            actual=after[0] or after[1],
            given=given,
        )
