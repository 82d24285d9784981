"""Programs that were compiled ahead of time: traced like any other, and their text is kept."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import jax
import jax.numpy as jnp

from jax101.assertions.failure import is_tracer


@contextmanager
def traceable_programs() -> Iterator[list[str]]:
    """Let functions call `jitted.lower(…).compile()` while they are traced, which JAX does not.

    A call with tracers stands in the jaxpr as one `jit` equation with the results' types.

    Yields:
        The text of each program that was lowered meanwhile, as it was given to the compiler, and
        of each that was called and had been compiled before, as it was compiled.
    """
    texts: list[str] = []
    made: list[Any] = []
    lowered: Any = jax.stages.Lowered
    compiled: Any = jax.stages.Compiled
    make, call = lowered.compile, compiled.__call__

    def kept(program: Any, *args: Any, **kwargs: Any) -> Any:
        texts.append(program.as_text())
        made.append(make(program, *args, **kwargs))
        return made[-1]

    def traced(program: Any, *args: Any, **kwargs: Any) -> Any:
        if not any(is_tracer(leaf) for leaf in jax.tree.leaves((args, kwargs))):
            return call(program, *args, **kwargs)
        if not any(program is one for one in made):
            texts.append(program.as_text() or "")
        results = program.out_info
        stand_in = jax.jit(lambda *_, **__: jax.tree.map(jnp.zeros_like, results))
        return stand_in(*args, **kwargs)

    lowered.compile, compiled.__call__ = kept, traced
    try:
        yield texts
    finally:
        lowered.compile, compiled.__call__ = make, call
