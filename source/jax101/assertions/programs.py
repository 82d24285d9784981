"""What a function becomes: equations, primitives, growth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from typing import Any

import jax
from jax.extend.core import jaxpr_as_fun

from jax101.assertions.ahead import traceable_programs
from jax101.assertions.failure import CheckFailed


def equations(jaxpr: Any) -> Iterator[Any]:
    """Every equation of a jaxpr, those of nested jaxprs included, each once."""
    for equation in getattr(jaxpr, "jaxpr", jaxpr).eqns:
        yield equation
        for part in equation.params.values():
            for inner in part if isinstance(part, (tuple, list)) else (part,):
                if hasattr(getattr(inner, "jaxpr", inner), "eqns"):
                    yield from equations(inner)


def primitives(jaxpr: Any) -> Counter[str]:
    """How often each primitive occurs in a jaxpr, nested jaxprs included."""
    return Counter(equation.primitive.name for equation in equations(jaxpr))


def uses(jaxpr: Any, any_of: Collection[str], *, why: str = "") -> None:
    """The jaxpr contains at least one of these primitives.

    Give every name the task may become: a `fori_loop` is `while` or `scan`,
    a batched `cond` is `select_n`, `psum` may print as `psum_invariant`.
    """
    found = primitives(jaxpr)
    if not any(name in found for name in any_of):
        raise CheckFailed(
            f"The program contains no {' or '.join(f'`{name}`' for name in any_of)}",
            expected=f"at least one of: {', '.join(any_of)}",
            actual=f"primitives: {', '.join(sorted(found)) or 'none'}",
            why=why,
        )


def avoids(jaxpr: Any, names: Collection[str], *, why: str = "") -> None:
    """The jaxpr contains none of these primitives."""
    found = primitives(jaxpr)
    present = sorted(name for name in names if name in found)
    if present:
        raise CheckFailed(
            f"The program contains `{present[0]}`",
            expected=f"none of: {', '.join(names)}",
            actual=", ".join(f"{name} {found[name]} times" for name in sorted(found)),
            why=why,
        )


def does_not_grow(
    trace: Callable[[int], Any], small: int, large: int, *, of: str = "n", slack: int = 2
) -> None:
    """The program is as long at `large` as at `small`: no loop was unrolled.

    Both the jaxpr and what is handed to the compiler are looked at: a `scan` with `unroll=True` is
    one equation, and yet compiled step by step. The same goes for a program that is compiled ahead
    of time; choose sizes that such a function has not seen before, and so has not compiled yet.

    Args:
        trace: a size to the jaxpr at that size, such as
            ``lambda n: jax.make_jaxpr(lambda x: f(x, n))(x)``.
        small: one size.
        large: another, several times as large.
        of: the name of the size.
        slack: how many more equations are forgiven; an unrolled loop adds one a step.

    Raises:
        CheckFailed: with the length at both sizes.
    """
    jaxprs, texts = [], []
    for size in (small, large):
        with traceable_programs() as called:
            jaxprs.append(trace(size))
        texts.append(called)
    before, after = (sum(1 for _ in equations(jaxpr)) for jaxpr in jaxprs)
    if after > before + slack:
        raise CheckFailed(
            f"The program grows with {of}",
            expected=f"{before} equations at {of} = {small}, and about as many at {of} = {large}",
            actual=f"{before} equations at {of} = {small}, {after} at {of} = {large}",
            why="A Python loop is unrolled while tracing: each step is compiled separately.",
        )
    before, after = (
        _operations(jaxpr) + sum(text.count(" = ") for text in called)
        for jaxpr, called in zip(jaxprs, texts, strict=True)
    )
    if after > before + max(8, before // 4):
        raise CheckFailed(
            f"The compiled program grows with {of}",
            expected=f"{before} operations at {of} = {small}, and about as many at {of} = {large}",
            actual=f"{before} operations at {of} = {small}, {after} at {of} = {large}",
            why="The loop is one equation, but it is unrolled when it is compiled.",
        )


def _operations(jaxpr: Any) -> int:
    """How many operations the compiler is given, in StableHLO."""
    lowered = jax.jit(jaxpr_as_fun(jaxpr)).lower(*jaxpr.in_avals)
    return sum(" = " in line for line in lowered.as_text().splitlines())
