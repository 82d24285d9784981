"""What one can see from two arrays that should be equal: the kind of their difference.

A reason that a check gives beforehand fits the usual mistake; what is seen fits this one.
Each function returns one sentence, or an empty text where nothing stands out.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations
from typing import Any

import numpy as np

_CLOSE = 1e-3  # relative; wider than the tolerance of a check


def of_shape(got: tuple[int, ...], want: tuple[int, ...]) -> str:
    """How two shapes differ."""
    if sorted(got) == sorted(want):
        return "The axes are in another order."
    kept_got, kept_want = ([n for n in shape if n != 1] for shape in (got, want))
    if kept_got == kept_want:
        more = len(got) > len(want)
        return f"There is an axis of size 1 too {'many' if more else 'few'}: keepdims, or squeeze."
    if len(got) < len(want) and kept_got == [n for n in want if n in got and n != 1]:
        return "An axis is missing: it was reduced, or the result is for one example."
    return ""


def of_dtype(got: Any, want: Any) -> str:
    """How two dtypes differ."""
    kinds = {np.dtype(got).kind, np.dtype(want).kind}
    if "b" in kinds:
        return "A comparison gives booleans; counting and masking need a conversion."
    if kinds <= set("iu") or not kinds & set("iu"):
        wider = np.dtype(got).itemsize > np.dtype(want).itemsize
        if wider:
            return "Something with a wider dtype was mixed in: a NumPy or JAX scalar has one."
        if np.dtype(got).itemsize < np.dtype(want).itemsize:
            return "The result was made narrower than its inputs."
        return ""
    if np.dtype(got).kind in "iu":
        return "The result was rounded to integers."
    return "Integers became floats: by division, a mean, or a float constant."


def of_numbers(got: np.ndarray, want: np.ndarray) -> str:
    """How the numbers of two arrays of one shape and dtype differ.

    Args:
        got: what an answer gave.
        want: what it should have given, not equal to it.
    """
    if got.dtype.kind not in "biufcV":
        return ""
    wide = np.complex128 if got.dtype.kind == "c" else np.float64
    a, b = got.astype(wide), want.astype(wide)
    with np.errstate(all="ignore"):  # what overflows here only says less
        return next(_seen(a, b, got.dtype), "")


def _seen(a: np.ndarray, b: np.ndarray, dtype: np.dtype[Any]) -> Iterator[str]:
    if np.isnan(a).any() and not np.isnan(b).any():
        yield f"There is NaN in {np.isnan(a).sum()} of {a.size} places."
    if np.isinf(a).any() and not np.isinf(b).any():
        yield "There is an infinity: something overflowed, or was divided by zero."
    if not (np.isfinite(a).all() and np.isfinite(b).all()):
        return
    yield from _moved(a, b)
    off = ~_close(a, b)
    if not a.any() and b.any():
        yield "All numbers are zero."
    if 0 < off.sum() < off.size and not b[off].any():
        yield "It differs only where the result should be zero."
    if off.any() and _close(np.abs(a), np.abs(b)).all():
        yield "Only signs differ."
    if a.size > 1 and b.any():
        ratios = a[b != 0] / b[b != 0]
        if _close(ratios, ratios.flat[0]).all() and not a[b == 0].any() and off.any():
            yield f"Each number is {_short(ratios.flat[0])} times what it should be."
        if _close(a - b, (a - b).flat[0]).all() and off.any():
            yield f"Each number is off by {_short((a - b).flat[0])}."
    if dtype.kind in "fV" and not off.any():
        yield "It is close, but digits are lost: a difference of large numbers, or a narrow dtype."
    if off.any() and off.sum() == 1 and a.size > 2:
        yield "One number differs, and all others are right."


def _moved(a: np.ndarray, b: np.ndarray) -> Iterator[str]:
    """The same numbers in other places."""
    if _close(a, b).all() or not _close(np.sort(a, axis=None), np.sort(b, axis=None)).all():
        return
    for order in permutations(range(a.ndim)) if 1 < a.ndim < 4 else ():
        turned = b.transpose(order)
        if turned.shape == a.shape and _close(a, turned).all():
            yield "The numbers are right, and transposed."
    for axis in range(a.ndim):
        if _close(a, np.flip(b, axis)).all():
            yield f"The numbers are right, and reversed along axis {axis}."
        for shift in range(1, min(a.shape[axis], 9)):
            if _close(a, np.roll(b, shift, axis)).all():
                yield f"The numbers are right, and moved by {shift} along axis {axis}."
    yield "The numbers are right, and in another order."


def _close(a: Any, b: Any) -> Any:
    return np.isclose(a, b, rtol=_CLOSE, atol=1e-12)


def _short(number: Any) -> str:
    return f"{number:.4g}" if np.isrealobj(number) else f"{number:.3g}"
