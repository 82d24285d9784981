"""Inputs for checks: distinct numbers from a seed, and the numbers at which answers go wrong."""

from __future__ import annotations

import zlib
from typing import Any

import jax
import numpy as np

UNUSUAL = ("zeros", "signed zeros", "one value", "ties", "negatives", "tiny", "huge", "exact")
"""What `Draw.unusual` can make; `infinities` and `extremes` besides, where a task allows them."""


class Draw:
    """Inputs for one check: distinct, not uniform, and the same for the same seed and check."""

    def __init__(self, seed: int, test: str) -> None:
        self._random = np.random.default_rng([seed, zlib.crc32(test.encode())])

    def numbers(self, *shape: int, dtype: Any = "float32") -> Any:
        """A NumPy array of distinct small multiples of 1/4; integers or booleans by dtype.

        Sums and products of a few of them are exact in float32, so results compare exactly.
        """
        size = int(np.prod(shape))
        values = self._random.permutation(2 * size + 3)[:size] + 1
        if np.dtype(dtype).kind == "b":
            return (values % 2 == 0).reshape(shape)
        if np.dtype(dtype).kind in "iu":
            return values.reshape(shape).astype(dtype)
        signs = self._random.choice([-1.0, 1.0], size)
        return (signs * values / 4).reshape(shape).astype(dtype)

    def array(self, *shape: int, dtype: Any = "float32") -> Any:
        """The same as a JAX array on the default device."""
        return jax.device_put(self.numbers(*shape, dtype=dtype))

    def unusual(self, kind: str, *shape: int, dtype: Any = "float32") -> Any:
        """A NumPy array of numbers at which an answer that is only usually right goes wrong.

        Args:
            kind: `zeros`; `signed zeros` among other numbers; `one value` everywhere; `ties`, each
                number more than once; `negatives` only; `tiny` and `huge`, near the ends of the
                dtype; `exact`, integers that float32 cannot hold; `infinities` of both signs among
                other numbers; `extremes`, the smallest and the largest of the dtype.
            shape: of the array.
            dtype: of the array.

        Raises:
            ValueError: there are no such numbers of this dtype.
        """
        usual = self.numbers(*shape, dtype=dtype)
        flat = usual.reshape(-1)
        size, whole = flat.size, np.dtype(dtype).kind in "iu"
        limits = _limits(dtype)
        match kind:
            case "zeros":
                flat[:] = 0
            case "signed zeros" if not whole:
                flat[::2], flat[::4] = 0.0, -0.0
            case "one value":
                flat[:] = flat[0]
            case "ties":
                flat[1::2] = flat[: size // 2]
            case "negatives" if np.dtype(dtype).kind != "u":
                flat[:] = -abs(flat)
            case "tiny" if not whole:
                flat[:] = np.sign(flat) * (1 + abs(flat) % 2) * float(limits.tiny)
            case "huge" if not whole:
                flat[:] = np.sign(flat) * (0.25 + abs(flat) % 0.5) * float(limits.max)
            case "exact" if whole and limits.max > 2**24:
                flat[:] = 2**24 + 2 * abs(flat) + 1
            case "infinities" if not whole:
                flat[::3], flat[1::3] = np.inf, -np.inf
            case "extremes":
                flat[::2], flat[1::2] = limits.min, limits.max
            case _:
                raise ValueError(f"there are no numbers of kind {kind!r} and dtype {dtype}")
        return flat.reshape(shape)

    def integer(self, low: int, high: int) -> int:
        """An integer, both ends included."""
        return int(self._random.integers(low, high + 1))

    def key(self) -> jax.Array:
        """A typed key."""
        return jax.random.key(self.integer(0, 2**31 - 1))


def _limits(dtype: Any) -> Any:
    """The smallest and largest numbers of a dtype; NumPy does not know those of bfloat16."""
    finfo: Any = jax.numpy.finfo
    return np.iinfo(dtype) if np.dtype(dtype).kind in "iu" else finfo(dtype)
