"""`jax101.check(function)`: a function becomes a file with all that it needs."""

from __future__ import annotations

import functools
from functools import partial as part
from pathlib import Path

import jax
import jax.numpy as jnp
import pytest

import jax101
from jax101.learner.notebook import standalone

FACTOR = 1


def double(n):
    return int(n) * FACTOR


@part(jax.jit, static_argnames=["n"])
def compiled_tile(x, n):
    return jnp.tile(x, double(n))


def jit_with_static_n(x, n):
    return functools.reduce(lambda a, b: jnp.concatenate([a, b]), [x] * int(n))


def test_what_a_function_uses_comes_with_it():
    source = standalone(compiled_tile, "compiled_tile")
    scope: dict = {}
    exec(compile(source, "x", "exec"), scope)  # noqa: S102
    assert scope["compiled_tile"](jnp.arange(2), 2.0).shape == (4,)
    assert "import jax.numpy as jnp" in source
    assert "FACTOR = 1" in source
    assert source.index("def double") < source.index("def compiled_tile")


def test_a_function_without_source_is_refused():
    scope: dict = {}
    exec(compile("def compiled_tile(x, n): return x", "<nowhere>", "exec"), scope)  # noqa: S102
    with pytest.raises(ValueError, match="no source for `compiled_tile`"):
        standalone(scope["compiled_tile"], "compiled_tile")


def test_check_prints_the_report_and_returns_the_verdict(capsys):
    verdict = jax101.check(compiled_tile)
    assert verdict.passed
    assert "✓ compiled_tile: all" in capsys.readouterr().out
    verdict = jax101.check(jit_with_static_n)
    assert verdict.check == "test_does_not_grow"
    assert "The program grows with n" in capsys.readouterr().out
    assert (Path(__file__).parent / "answer.py").exists() is False


def test_another_name_can_be_given(capsys):
    assert not jax101.check(double, "pairwise").passed
    assert "pairwise" in capsys.readouterr().out
