"""`jax101.check(function)`: what a notebook or a module really defines becomes a file."""

from __future__ import annotations

import ast
import functools
import json
from functools import partial as part
from pathlib import Path

import jax
import jax.numpy as jnp
import pytest
from jupyter_client.manager import KernelManager

import jax101
from jax101.exercises.catalogue import exercises
from jax101.learner import starter_files
from jax101.learner.notebook import source_of
from jax101.learner.slicing import part_of, statements

FACTOR = 1


def double(n):
    return int(n) * FACTOR


@part(jax.jit, static_argnames=["n"])
def compiled_tile(x, n):
    return jnp.tile(x, double(n))


def jit_with_static_n(x, n):
    return functools.reduce(lambda a, b: jnp.concatenate([a, b]), [x] * int(n))


def defined(source: str) -> dict:
    scope: dict = {}
    exec(compile(source, "x", "exec"), scope)  # noqa: S102
    return scope


def test_what_a_function_uses_comes_with_it():
    source = source_of(compiled_tile, ("compiled_tile",))
    assert defined(source)["compiled_tile"](jnp.arange(2), 2.0).shape == (4,)
    assert "import jax.numpy as jnp" in source
    assert "FACTOR = 1" in source
    assert "pytest" not in source
    assert source.index("def double") < source.index("def compiled_tile")


def test_a_function_without_a_name_is_refused():
    unnamed = defined("def compiled_tile(x, n): return x")["compiled_tile"]
    for function in (unnamed, jax.jit(jit_with_static_n)):
        with pytest.raises(ValueError, match=r"nothing here defines .*give your answer a name"):
            source_of(function, ("another",))


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


pytestmark = pytest.mark.newest

CASES = {
    "wrapped later": ("def f(x): return x + 1\nf = wrap(f)", "def wrap(g): return lambda x: 2 * g(x)"),
    "decorated": ("@wrap\ndef f(x): return x + 1", "def wrap(g): return lambda x: 2 * g(x)"),
    "a rule by a call": ("f = Box()\nf.set(2)\nunused = 3", "class Box:\n    def set(self, k): self.k = k\n    def __call__(self, x): return self.k * (x + 1)"),
    "a rule by a decorator": ("f = Box()\n@f.rule\ndef its(x): return 2 * (x + 1)", "class Box:\n    def rule(self, g):\n        self.g = g\n        return g\n    def __call__(self, x): return self.g(x)"),
    "a table that is filled": ("table = {}\ntable['k'] = 2\ndef f(x): return table['k'] * (x + 1)", ""),
    "a table that is extended": ("ks = []\nks.append(2)\ndef f(x): return ks[0] * (x + 1)", ""),
    "an attribute": ("f = Box()\nf.k = 2", "class Box:\n    def __call__(self, x): return self.k * (x + 1)"),
    "a helper defined after it": ("def f(x): return helper(x)\ndef helper(x): return 2 * (x + 1)", ""),
    "a helper that is corrected": ("def helper(x): return 0\ndef f(x): return helper(x)\ndef helper(x): return 2 * (x + 1)", ""),
    "a value taken early": ("k = 2\ndouble = (lambda k: lambda x: k * x)(k)\nk = 5\ndef f(x): return double(x + 1)", ""),
    "a default argument": ("k = 2\ndef f(x, k=k): return k * (x + 1)\nk = 7", ""),
    "unpacked": ("k, one = 2, 1\ndef f(x): return k * (x + one)", ""),
    "one line": ("k = 2; one = 1; unused = 5\ndef f(x): return k * (x + one)", ""),
    "a conditional": ("if True:\n    k = 2\nelse:\n    k = 3\ndef f(x): return k * (x + 1)", ""),
    "perhaps": ("k = 2\nif len('a') > 1:\n    k = 3\ndef f(x): return k * (x + 1)", ""),
    "a loop": ("k = 0\nfor i in range(2):\n    k += 1\ndef f(x): return k * (x + 1)", ""),
    "a walrus": ("print(k := 2)\ndef f(x): return k * (x + 1)", ""),
    "an import with dots": ("import os.path\ndef f(x): return 2 * (x + len(os.path.join('a')))", ""),
    "all of a module": ("from math import *\ndef f(x): return 2 * (x + int(cos(0)))", ""),
    "a lambda": ("f = lambda x: k * (x + 1)\nk = 2", ""),
    "recursion": ("def f(x): return 2 if x == 0 else f(x - 1) + 2", ""),
    "a global that it counts": ("calls = 0\ndef f(x):\n    global calls\n    calls += 1\n    return 2 * (x + 1)", ""),
    "names of its own": ("junk = 4\ndef f(x):\n    junk = 2\n    return junk * (x + 1)", ""),
    "a comprehension": ("ks = [1, 1]\nk = sum(i for i in ks)\ndef f(x): return k * (x + 1)", ""),
    "a class that uses a constant": ("k = 2\nclass Two:\n    value = k\ndef f(x): return Two.value * (x + 1)", ""),
    "a comment in it": ("def f(x):  # é, two\n    return 2 * (x + 1)  # why", ""),
    "a semicolon in a string": ("k = len('a;b') - 1\ndef f(x): return k * (x + 1)", ""),
    "an annotation": ("from fractions import Fraction\nk: Fraction = Fraction(2)\ndef f(x: Fraction): return int(k * (x + 1))", ""),
}  # fmt: skip
"""Cells that define f(x) == 2 * (x + 1), and what an earlier cell defined."""


@pytest.mark.parametrize("case", CASES)
def test_a_part_of_a_notebook_is_enough_and_no_more(case):
    cells, before = CASES[case]
    noise = "junk = 1 / 3\nprint_nothing = None"
    ran = [each for cell in (before, noise, cells, "f(1)") for each in statements(cell)]
    source = part_of(ran, ["f"])
    assert defined(source)["f"](3) == 8, source
    assert "junk = 1 / 3" not in source
    assert "junk = 4" not in source
    assert "print_nothing" not in source
    assert "unused" not in source


def test_a_cell_that_is_no_python_is_left_out():
    assert statements("ls ?") == []


def test_a_name_that_nothing_binds_is_named():
    with pytest.raises(LookupError, match="g"):
        part_of(statements("f = 1"), ["f", "g"])


@pytest.fixture(scope="module")
def kernel():
    manager = KernelManager(kernel_name="python3")
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=120)

    def run(cell: str) -> str:
        said: list[str] = []

        def keep(message):
            content = message["content"]
            if message["msg_type"] == "stream":
                said.append(content["text"])
            elif message["msg_type"] == "error":
                said.append("\n".join(content["traceback"]))

        client.execute_interactive(cell, output_hook=keep, timeout=300)
        return "".join(said)

    yield run
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def answers():
    return [
        pytest.param(exercise, path, id=f"{exercise.name}-{path.stem}")
        for exercise in exercises()
        for path in (exercise.solution, *exercise.accepted)
    ]


@pytest.mark.parametrize(("exercise", "path"), answers())
def test_a_right_answer_is_taken_whole_from_a_notebook(kernel, exercise, path):
    """Each statement in a cell of its own, as people write them, after another try of it."""
    source = path.read_text(encoding="utf-8")
    names = exercise.names
    kernel(exercise.starter.read_text(encoding="utf-8"))
    for each in statements(source):
        assert "Traceback" not in kernel(each.text)
    taken = kernel(
        "import json; from jax101.learner.notebook import source_of\n"
        f"print(json.dumps(source_of({names[0]}, {names!r})))"
    )
    body = [ast.dump(node) for node in ast.parse(json.loads(taken)).body]
    whole = [(ast.dump(each.node), each.binds) for each in statements(source)]
    assert body == [dump for dump, _ in whole if dump in body]
    unused = {name for dump, names in whole if dump not in body for name in names}
    assert not any(f"id='{name}'" in dump for name in unused for dump in body)


def test_a_rule_given_in_a_later_cell_is_checked(kernel):
    folder = next(e for e in exercises() if e.name == "clip_cotangent")
    *cells, last = statements(folder.solution.read_text(encoding="utf-8"))
    for each in cells:
        kernel(each.text)
    said = kernel("import jax101; verdict = jax101.check(clip_cotangent)")
    assert "✗ clip_cotangent" in said  # without its rule it cannot be differentiated
    kernel(last.text)
    assert "✓ clip_cotangent: all" in kernel("verdict = jax101.check(clip_cotangent)")


def test_the_line_that_asks_for_devices_is_left_to_the_checker(kernel):
    exercise = next(e for e in exercises() if e.name == "global_mean")
    for cell in starter_files.notebook(exercise)["cells"]:
        if cell["cell_type"] == "code":
            said = kernel(cell["source"])
    assert "Not implemented yet" in said
    kernel(exercise.solution.read_text(encoding="utf-8"))
    assert "✓ global_mean: all" in kernel("verdict = jax101.check(global_mean)")


def test_a_cell_that_failed_before_its_end_is_noticed(kernel):
    kernel("def bump_at(x, i): return x")
    kernel("1 / 0\ndef bump_at(x, i): return x.at[i].add(1)")
    said = kernel("import jax101; verdict = jax101.check(bump_at)")
    assert "older than the cell that defines it" in said
