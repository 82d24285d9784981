"""Transformations: the answer still is a function that JAX can compile, batch, differentiate."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jax
import numpy as np

from jax101.assertions.ahead import traceable_programs
from jax101.assertions.failure import CheckFailed, calling
from jax101.assertions.values import equal, named


def is_compiled(function: Callable[..., Any], *args: Any, **kwargs: Any) -> None:
    """Calling `function` runs one compiled program: its jaxpr is a single `jit` equation.

    Pass static arguments by keyword: they stay Python values.
    """
    import functools

    with calling(named(function, args, kwargs)), traceable_programs():
        jaxpr = jax.make_jaxpr(functools.partial(function, **kwargs))(*args)
    names = [equation.primitive.name for equation in jaxpr.jaxpr.eqns]
    if names not in (["jit"], ["pjit"]):
        raise CheckFailed(
            "The function is not compiled as a whole",
            expected="one equation, `jit`, that holds all the rest",
            actual=f"{len(names)} equations: {', '.join(names[:8])}" if names else "no equation",
        )


def batches(
    function: Callable[..., Any], *args: Any, in_axes: Any = 0, tolerance: float | None = None
) -> None:
    """`jax.vmap(function)` equals a stack of single calls; batched arguments have axis 0 mapped."""
    axes = in_axes if isinstance(in_axes, tuple) else (in_axes,) * len(args)
    size = next(len(jax.tree.leaves(a)[0]) for a, axis in zip(args, axes, strict=True) if axis == 0)
    given = named(function, args, {})

    def one(i: int) -> tuple[Any, ...]:
        return tuple(
            jax.tree.map(lambda leaf: leaf[i], a) if axis == 0 else a
            for a, axis in zip(args, axes, strict=True)
        )

    with calling(given):
        rows = [function(*one(i)) for i in range(size)]
        batched = jax.vmap(function, in_axes=axes)(*args)
    want = jax.tree.map(lambda *parts: np.stack([np.asarray(p) for p in parts]), *rows)
    equal(batched, want, given=given, tolerance=tolerance, what="the batched result")


def gradients_agree(
    function: Callable[..., Any], *args: Any, order: int = 1, tolerance: float = 2e-2
) -> None:
    """Derivatives agree with finite differences, by `jax.test_util.check_grads`."""
    from jax.test_util import check_grads

    with calling(named(function, args, {})):
        try:
            check_grads(function, args, order, modes=["rev"], atol=tolerance, rtol=tolerance)
        except AssertionError as error:
            raise CheckFailed(
                "The gradient is not that of the function",
                given=named(function, args, {}),
                expected="the finite difference",
                actual=" ".join(str(error).split())[:300],
            ) from error
