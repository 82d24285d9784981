"""The pytest plugin: `answer` is the learner's function, `draw` makes inputs from a seed.

An exercise's checks are ordinary tests, so they also run under pytest itself:

    pytest -p jax101.checker.plugin --answer my.py path/to/exercise/checks.py
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from jax101.checker.inputs import Draw
from jax101.checker.loading import load_answer
from jax101.exercises import catalogue

ANSWER: pytest.StashKey[Any] = pytest.StashKey()
"""Where the runner leaves an answer that it has loaded already."""


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
