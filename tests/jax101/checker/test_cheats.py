"""Answers that give right values without doing what is asked: none passes, in any exercise.

Each cheat is made from the exercise's own signature and solution, so it is as good as it can be:
the values are those of the solution. What must reject it is what the exercise is about.
"""

from __future__ import annotations

import ast
import textwrap
from pathlib import Path

import pytest

from jax101.checker.report import report
from jax101.checker.runner import Job, check_many
from jax101.checker.verdict import Verdict
from jax101.exercises.catalogue import Exercise, exercises

pytestmark = pytest.mark.newest

# What these return is decided by Python: a class, and booleans by the names in a tree.
NOTHING_IS_COMPUTED = {"register_state", "decay_mask"}
# What this one takes is a NumPy array, which it pads as it likes; the rest is compiled all the same.
HOST_IS_RIGHT = {("trace_budget", "NumPy")}

ON_THE_HOST = """
import contextlib
import jax as _jax
import numpy as _np

_is_key = lambda x: _jax.dtypes.issubdtype(x.dtype, _jax.dtypes.prng_key)

def _fetch(leaf):  # what is traced has no values, and raises here
    if not isinstance(leaf, _jax.Array) or _is_key(leaf):
        return leaf
    return _jax.numpy.asarray(_np.asarray(leaf))

def _give(leaf):
    if callable(leaf) and not isinstance(leaf, type):
        return _on_the_host(leaf)
    return _fetch(leaf)

def _on_the_host(function):
    def values(*arguments):
        with {context}:
            result = function(*_jax.tree.map(_fetch, arguments))
            return _jax.tree.map(_give, result)
    return values
"""

BY_CALLBACK = """
import jax as _jax

_is_array = lambda leaf: isinstance(leaf, _jax.Array)

def _by_callback(function):
    def values(*arguments):
        leaves, tree = _jax.tree.flatten(arguments)
        arrays = [leaf for leaf in leaves if _is_array(leaf)]

        def call(*arrays):
            rest = iter(arrays)
            return function(*_jax.tree.unflatten(
                tree, [next(rest) if _is_array(leaf) else leaf for leaf in leaves]))

        shapes = _jax.eval_shape(call, *arrays)
        return _jax.pure_callback(call, shapes, *arrays)
    return values
"""

FOR_EVER = """
def _for_ever(function):
    first = []
    def values(*arguments):
        if not first:
            first.append(function(*arguments))
        return first[0]
    return values
"""


def signature(exercise: Exercise) -> ast.arguments:
    """What the starter's function takes."""
    body = ast.parse(exercise.starter.read_text()).body
    functions = [node for node in body if isinstance(node, ast.FunctionDef)]
    return next(node.args for node in functions if node.name == exercise.name)


def wrapped(exercise: Exercise, helpers: str, wrapper: str, before: str = "") -> str:
    """The solution's own function, behind a wrapper with the same signature."""
    takes = signature(exercise)
    lines = [
        exercise.solution.read_text(),
        helpers,
        before,
        f"_answer = {wrapper}({exercise.name})",
        f"def {exercise.name}({ast.unparse(takes)}):",
        f"    return _answer({', '.join(argument.arg for argument in takes.args)})",
    ]
    return "\n".join(lines)


def cheats(exercise: Exercise) -> dict[str, str]:
    """The text of each cheat by what it does."""
    starter = exercise.starter.read_text()
    found = {
        f"returns {a.arg}": starter.replace("raise NotImplementedError", f"return {a.arg}")
        for a in signature(exercise).args
    }
    if exercise.name in NOTHING_IS_COMPUTED:
        return found
    plain, no_jit = (
        ON_THE_HOST.replace("{context}", context)
        for context in ("contextlib.nullcontext()", "_jax.disable_jit()")
    )
    switched = '_jax.config.update("jax_disable_jit", True)'
    found |= {
        "NumPy": wrapped(exercise, plain, "_on_the_host"),
        "NumPy without jit": wrapped(exercise, no_jit, "_on_the_host"),
        "NumPy, jit switched off": wrapped(exercise, plain, "_on_the_host", switched),
        "NumPy by a callback": wrapped(exercise, BY_CALLBACK, "_by_callback"),
        "the first result for ever": wrapped(exercise, FOR_EVER, "_for_ever"),
    }
    return {
        cheat: text for cheat, text in found.items() if (exercise.name, cheat) not in HOST_IS_RIGHT
    }


# Of each exercise the first, the third and so on; all of them with `-m slow`.
PARAMETERS = [
    pytest.param(
        exercise, cheat, id=f"{exercise.name}: {cheat}", marks=[pytest.mark.slow] * (place % 2)
    )
    for exercise in exercises()
    for place, cheat in enumerate(cheats(exercise))
]


@pytest.fixture(scope="module")
def judged(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> dict[tuple[str, str], Verdict]:
    """The verdicts on those that are asked for, made at once on all cores."""
    asked = [
        (item.callspec.params["exercise"], item.callspec.params["cheat"])
        for item in request.session.items
        if item.path == Path(__file__) and hasattr(item, "callspec")
    ]
    jobs = []
    for number, (exercise, cheat) in enumerate(asked):
        file = Path(tmp_path_factory.mktemp(str(number)), f"{exercise.name}.py")
        file.write_text(textwrap.dedent(cheats(exercise)[cheat]))
        jobs.append(Job(exercise, file, seconds=60.0))
    names = [(exercise.name, cheat) for exercise, cheat in asked]
    return dict(zip(names, check_many(jobs), strict=True))


@pytest.mark.parametrize(("exercise", "cheat"), PARAMETERS)
def test_a_cheat_is_no_pass(judged: dict[tuple[str, str], Verdict], exercise: Exercise, cheat: str):
    verdict = judged[exercise.name, cheat]
    assert verdict.status == "fail", report(verdict, exercise)


def test_the_cheats_are_real(judged: dict[tuple[str, str], Verdict]):
    """They fail for what they are, and not because their text is broken."""
    broken = {"syntax-error", "import-error", "wrong-name", "wrong-signature", "not-implemented"}
    assert not [name for name, verdict in judged.items() if verdict.cause in broken]
