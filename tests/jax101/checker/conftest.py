"""Real child processes, forked from two warm ones that all these tests share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from jax101.checker.runner import Job, Runner
from jax101.checker.verdict import Verdict
from jax101.exercises.catalogue import find

Judge = Callable[..., Verdict]


@pytest.fixture(scope="session")
def runner() -> Iterator[Runner]:
    with Runner() as warm:
        yield warm


@pytest.fixture
def judge(runner: Runner, tmp_path: Path) -> Judge:
    """Check the text of an answer to an exercise."""

    def check(source: str, name: str = "jit_with_static_n", **limits: float) -> Verdict:
        file = tmp_path / f"{name}.py"
        file.write_text(source)
        return runner.check(Job(find(name), file, **{"seconds": 60.0, **limits}))

    return check


@pytest.fixture(autouse=True)
def own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Progress is kept in the test's own folder."""
    monkeypatch.setenv("JAX101_HOME", str(tmp_path / "state"))
