"""Donation: an argument's buffer is given away, declared and really used up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jax

from jax101.assertions.failure import CheckFailed, calling, sentence
from jax101.assertions.values import named


def donates(jitted: Callable[..., Any], *args: Any, argument: int = 0) -> None:
    """The compiled function declares that it donates every leaf of this argument.

    Args:
        jitted: a function with `.lower`, as `jax.jit` returns.
        args: its arguments; none is used up, the function is only lowered.
        argument: the position of the donated one.
    """
    if not hasattr(jitted, "lower"):
        raise CheckFailed(
            "The function is not compiled, so it cannot donate",
            expected="a function returned by jax.jit",
            actual=f"a {type(jitted).__qualname__}",
        )
    with calling(named(jitted, args, {})):
        info = jitted.lower(*args).args_info[0]
    declared = [[leaf.donated for leaf in jax.tree.leaves(part)] for part in info]
    if not all(declared[argument]):
        donated = [i for i, flags in enumerate(declared) if flags and all(flags)]
        raise CheckFailed(
            f"Argument {argument} is not donated",
            expected=f"argument {argument} is donated",
            actual=f"donated: argument {', '.join(map(str, donated))}" if donated else "nothing",
        )


def used_up(tree: Any, *, what: str = "the donated argument") -> None:
    """Every array of the tree is deleted: its buffer was taken over."""
    _deleted(tree, True, what)


def still_usable(tree: Any, *, what: str = "the argument") -> None:
    """No array of the tree is deleted."""
    _deleted(tree, False, what)


def _deleted(tree: Any, want: bool, what: str) -> None:
    for path, leaf in jax.tree_util.tree_leaves_with_path(tree):
        if leaf.is_deleted() != want:
            where = what + (f" at {jax.tree_util.keystr(path)}" if path else "")
            raise CheckFailed(
                sentence(f"{where} is {'still there' if want else 'deleted'}"),
                expected="deleted" if want else "usable",
                actual="usable" if want else "deleted",
            )
