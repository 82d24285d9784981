"""Equal, up to the precision shown."""

from __future__ import annotations

import difflib
import re

SINGLE = 1e-6
"""Relative difference allowed between numbers that show up to nine digits, as float32 does."""

DOUBLE = 1e-12
"""The same for numbers that show more."""

# A number with a point or an exponent. Whole numbers are counts, shapes and indices: exact.
_NUMBER = re.compile(
    r"(?<![\w.])([-+]?(?:\d+\.\d*|\.\d+)(?:[eE][-+]?\d+)?|[-+]?\d+[eE][-+]?\d+)(?![\w])"
)

# Such as `16777216.`: what is whole on both sides has not been rounded.
_WHOLE = re.compile(r"[-+]?\d+\.0*")


def equal(recorded: str, actual: str, tolerance: float | None = None) -> bool:
    """Whether two texts say the same.

    Args:
        recorded: without noise.
        actual: without noise.
        tolerance: relative difference allowed between numbers; the precision shown if None.
            It also bounds the absolute difference of numbers smaller than one.

    Returns:
        True if all but the numbers is equal and each pair of numbers is close enough.
        Spaces beside a number may differ where the number's own length does.
    """
    if recorded == actual:
        return True
    old, new = _NUMBER.split(recorded), _NUMBER.split(actual)
    if len(old) != len(new):
        return False
    moved = False  # a number of another length has moved the spaces beside it
    for position, (a, b) in enumerate(zip(old, new, strict=True)):
        if position % 2:
            if a != b and not _close(a, b, tolerance):
                return False
            moved |= len(a) != len(b)
        elif a != b and not (
            (moved or _next_differs(old, new, position)) and a.split() == b.split()
        ):
            return False
    return True


def difference(recorded: str, actual: str) -> str:
    """A small unified diff, without its two lines of file names."""
    lines = difflib.unified_diff(recorded.splitlines(), actual.splitlines(), lineterm="", n=1)
    return "\n".join(list(lines)[2:])


def _next_differs(old: list[str], new: list[str], position: int) -> bool:
    return position + 1 < len(old) and len(old[position + 1]) != len(new[position + 1])


def _close(a: str, b: str, tolerance: float | None) -> bool:
    x, y = float(a), float(b)
    if tolerance is not None:
        return abs(x - y) <= tolerance * max(1.0, abs(x), abs(y))
    if _WHOLE.fullmatch(a) and _WHOLE.fullmatch(b):
        return x == y
    digits = min(_digits(a), _digits(b))
    return abs(x - y) <= (SINGLE if digits <= 9 else DOUBLE) * max(abs(x), abs(y))


def _digits(number: str) -> int:
    return len(re.sub(r"[eE].*|\D", "", number).lstrip("0"))
