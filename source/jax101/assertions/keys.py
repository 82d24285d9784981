"""Random keys: typed, and never used twice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jax

from jax101.assertions.failure import CheckFailed, calling, is_array, sentence
from jax101.assertions.values import named


def reuses_no_key(function: Callable[..., Any], *args: Any, **kwargs: Any) -> None:
    """Under `jax.debug_key_reuse`, the call runs without a complaint. Typed keys only."""
    with jax.debug_key_reuse(True):
        try:
            with calling(named(function, args, kwargs)):
                jax.block_until_ready(function(*args, **kwargs))
        except jax.errors.KeyReuseError as error:
            raise CheckFailed(
                "A key is used twice",
                expected="each key is consumed once: split it, then use the parts",
                actual=str(error).splitlines()[0],
                why="The same key gives the same numbers, so the two draws are not independent.",
            ) from error


def is_typed_key(value: Any, *, what: str = "the result") -> None:
    """The value is an array of typed keys, as `jax.random.key` makes them."""
    if not is_array(value) or not jax.dtypes.issubdtype(value.dtype, jax.dtypes.prng_key):
        raise CheckFailed(
            sentence(f"{what} is not a typed key"),
            expected="an array of keys, as jax.random.key and jax.random.split give",
            actual=value,
        )
