"""When two texts are equal.

RULE: Two texts are equal if they are the same character by character, except that a number with a
decimal point and at least seven significant digits may differ by one in its last digit.

Seven digits are what float32 holds: rounding shows in the last one. A count, a version, a date, a
hexadecimal number, a sign, a short number and every space is exact.

With a declared tolerance t, two numbers with a decimal point or an exponent may instead differ by
t times the larger of the two, if they have the same sign; and since their lengths then differ, so
may the number of blanks in a row.
"""

from __future__ import annotations

import difflib
import re
from decimal import Decimal

from asrun.records.escape import escape

# A number with a decimal point, an exponent or both, that is no part of a longer word or of a
# version such as 0.11.2. Whole numbers are counts, shapes and indices.
_NUMBER = re.compile(
    r"(?<![\w.])([-+]?(?:\d+\.\d*|\.\d+)(?:[eE][-+]?\d+)?|[-+]?\d+[eE][-+]?\d+)(?=j\b|(?!\w|\.\d))"
)
_FIXED = re.compile(r"([-+]?)(\d*)\.(\d+)((?:[eE][-+]?\d+)?)")
SIGNIFICANT = 7
"""From how many digits on the last one shows rounding."""


def equal(recorded: str, actual: str, tolerance: float | None = None) -> bool:
    """Whether two texts are equal by the rule above.

    Args:
        recorded: without noise.
        actual: without noise.
        tolerance: relative difference allowed between numbers, if one was declared.
    """
    if recorded == actual:
        return True
    old, new = _NUMBER.split(recorded), _NUMBER.split(actual)
    if len(old) != len(new):
        return False
    for position, (a, b) in enumerate(zip(old, new, strict=True)):
        if a == b:
            continue
        if position % 2 == 0:
            if tolerance is None or _blanks(a) != _blanks(b):
                return False
        elif not (_rounded(a, b) if tolerance is None else _close(a, b, tolerance)):
            return False
    return True


def difference(recorded: str, actual: str) -> str:
    """A small unified diff of two texts, without its two lines of file names.

    What cannot be seen is shown escaped, so that the diff of different texts is never empty.
    """
    old, new = ([escape(line) for line in text.split("\n")] for text in (recorded, actual))
    lines = difflib.unified_diff(old, new, lineterm="", n=1)
    return "\n".join(list(lines)[2:])


def _rounded(a: str, b: str) -> bool:
    """Whether two numbers have the same form and differ by one in the last of many digits."""
    x, y = _FIXED.fullmatch(a), _FIXED.fullmatch(b)
    if not (x and y) or x[1] != y[1] or x[4] != y[4] or len(x[3]) != len(y[3]):
        return False
    one, two = int(x[2] + x[3]), int(y[2] + y[3])
    return abs(one - two) <= 1 and min(_significant(one), _significant(two)) >= SIGNIFICANT


def _significant(digits: int) -> int:
    return len(str(digits))


def _close(a: str, b: str, tolerance: float) -> bool:
    if a.startswith("-") != b.startswith("-"):
        return False
    x, y = Decimal(a), Decimal(b)
    return abs(x - y) <= Decimal(tolerance) * max(abs(x), abs(y))


def _blanks(text: str) -> str:
    return re.sub(" +", " ", text)
