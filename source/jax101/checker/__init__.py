"""Check answers to exercises the way JAX needs it: on 8 devices, by property, in a child process.

`check(function)` checks an answer from a notebook; `jax101.cli` is the command line;
`jax101.checker.assertions` is the library of assertions, for anybody's own tests.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jax101.checker.notebook import check as check

__all__ = ["check"]


def __getattr__(name: str) -> Any:
    # Imported when used: the assertions, and a child process, have no need of it.
    if name == "check":
        from jax101.checker.notebook import check

        return check
    raise AttributeError(f"module 'jax101.checker' has no attribute {name!r}")
