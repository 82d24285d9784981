"""The one exception that every assertion raises, and how values are written in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any, TypeVar

import jax
import numpy as np

Test = TypeVar("Test", bound=Callable[..., object])

_ADDRESS = re.compile(r" at 0x[0-9a-f]+")
_LONGEST = 1200  # characters of one value in a report


class CheckFailed(AssertionError):
    """A property does not hold; the fields say which, on what, and how far off.

    Args:
        headline: one sentence, the cause.
        given: the inputs that show it, by name.
        expected: what a right answer gives, in words or as a value.
        actual: what this one gives.
        details: further lines, such as the first differing index.
        why: one sentence of why it matters, where the assertion knows it.
    """

    def __init__(
        self,
        headline: str,
        *,
        given: Mapping[str, Any] | None = None,
        expected: Any = None,
        actual: Any = None,
        details: tuple[str, ...] = (),
        why: str = "",
    ) -> None:
        self.headline = headline
        self.given = {name: show(value) for name, value in (given or {}).items()}
        self.expected = show(expected)
        self.actual = show(actual)
        self.details = details
        self.why = why
        super().__init__(headline)

    def __str__(self) -> str:
        lines = [self.headline]
        lines += [f"  {name} = {value}" for name, value in self.given.items()]
        lines += [f"  expected: {self.expected}", f"  actual:   {self.actual}"]
        return "\n".join([*lines, *(f"  {line}" for line in self.details)])


def sentence(text: str) -> str:
    """The text with its first letter in upper case, and all others as they are."""
    return text[:1].upper() + text[1:]


def because(why: str, *, see: str = "", hint: int = 0) -> Callable[[Test], Test]:
    """Say, beside a check, what a learner should read when it fails.

    Args:
        why: one plain sentence.
        see: where the notes explain it, as `page#section`; the exercise's own section if empty.
        hint: the hint to ask for next, 1 to 3; the next unread one if 0.
    """

    def mark(test: Test) -> Test:
        test.__dict__["jax101"] = {"why": why, "see": see, "hint": hint}
        return test

    return mark


@cache
def array_types() -> frozenset[type]:
    """The classes of concrete JAX arrays, of numbers and of keys.

    `isinstance(x, jax.Array)` can be fooled by an object that lies about its class; these cannot.
    """
    numbers = jax.device_put(np.zeros(2, np.uint32))
    return frozenset({type(numbers), type(jax.random.wrap_key_data(numbers))})


def is_array(value: object) -> bool:
    """Whether the value is a concrete JAX array, and not something that says it is."""
    return type(value) in array_types()


def is_tracer(value: object) -> bool:
    """Whether the value is a tracer that has escaped its trace."""
    return issubclass(type(value), jax.core.Tracer)


@contextmanager
def calling(given: Mapping[str, Any] | None) -> Iterator[None]:
    """Attach the inputs of a call to whatever error it raises."""
    try:
        yield
    except Exception as error:
        for name, value in (given or {}).items():
            error.add_note(f"jax101: {name} = {show(value)}")
        raise


def show(value: Any) -> str:
    """A value as a learner reads it: arrays whole, with dtype and shape."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    text = _ADDRESS.sub("", _tree(value))
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]} … ({len(text)} characters)"


def _tree(value: Any) -> str:
    kind = type(value)
    if kind is np.ndarray or is_array(value):
        return _array(value)
    if kind is dict:
        return "{" + ", ".join(f"{key!r}: {_tree(part)}" for key, part in value.items()) + "}"
    if kind in (list, tuple):
        inside = ", ".join(_tree(part) for part in value)
        if kind is list:
            return f"[{inside}]"
        return f"({inside},)" if len(value) == 1 else f"({inside})"
    if is_tracer(value):
        return f"a tracer, {value}"
    try:
        return repr(value)
    except Exception as error:  # noqa: BLE001  # an answer may return anything
        return f"<{kind.__name__} whose repr raises {type(error).__name__}>"


def _array(value: Any) -> str:
    shape = ",".join(map(str, value.shape))
    try:
        if jax.dtypes.issubdtype(value.dtype, jax.dtypes.prng_key):
            value = jax.random.key_data(value)
            head = f"key[{shape}] of data"
        else:
            head = f"{value.dtype}[{shape}]"
            if isinstance(value, jax.Array) and "@" in (cut := str(jax.typeof(value))):
                head = cut  # on explicit mesh axes, the type says how the array is cut
        numbers = np.asarray(value)
        if numbers.dtype.kind not in "biufc":  # bfloat16 and its kin print best as floats
            numbers = numbers.astype(np.float32)
        text = np.array2string(numbers, separator=" ", threshold=400, max_line_width=88)
    except Exception as error:  # noqa: BLE001  # deleted, donated, on another host
        return f"{value.dtype}[{shape}] that cannot be read: {type(error).__name__}"
    return f"{head} {text}" if "\n" not in text else f"{head}\n{text}"
