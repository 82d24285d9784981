"""The pytest plugin: `answer` is the learner's function, `draw` makes inputs from a seed.

An exercise's checks are ordinary tests, so they also run under pytest itself:

    pytest -p jax101.checker.plugin --answer my.py path/to/exercise/checks.py
"""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import Any

import jax
import numpy as np
import pytest

from jax101.checker.loading import load_answer
from jax101.exercises import catalogue

ANSWER: pytest.StashKey[Any] = pytest.StashKey()
"""Where the runner leaves an answer that it has loaded already."""


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

    def integer(self, low: int, high: int) -> int:
        """An integer, both ends included."""
        return int(self._random.integers(low, high + 1))

    def key(self) -> jax.Array:
        """A typed key."""
        return jax.random.key(self.integer(0, 2**31 - 1))


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--answer FILE` and `--seed N`."""
    group = parser.getgroup("jax101", "check an answer to an exercise")
    group.addoption("--answer", type=Path, help="the file that holds the answer")
    group.addoption("--seed", type=int, default=0, help="the seed of the inputs (default: 0)")


@pytest.fixture(scope="module")
def exercise(request: pytest.FixtureRequest) -> catalogue.Exercise:
    """The exercise whose folder holds the running `checks.py`."""
    return catalogue.load(Path(str(request.path)).parent)


@pytest.fixture(scope="module")
def answer(request: pytest.FixtureRequest, exercise: catalogue.Exercise) -> Any:
    """The learner's function, or a namespace of several where the exercise asks for several."""
    if ANSWER in request.config.stash:
        return request.config.stash[ANSWER]
    path = request.config.getoption("--answer") or exercise.solution
    return load_answer(Path(path).resolve(), exercise)


@pytest.fixture
def draw(request: pytest.FixtureRequest) -> Draw:
    """Inputs for this test, from the seed."""
    return Draw(request.config.getoption("--seed"), request.node.name)
