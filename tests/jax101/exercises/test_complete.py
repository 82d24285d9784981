"""What an exercise lacks is said at once, each with file and line; a whole one lacks nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from jax101.exercises import authoring
from jax101.exercises.catalogue import FOLDER, exercises
from jax101.exercises.complete import lacks

pytestmark = pytest.mark.newest

DOCS = FOLDER.parents[2] / "docs" / "exercises"
NAME = "jit_with_static_n"


@pytest.mark.parametrize("name", [exercise.name for exercise in exercises()])
def test_each_exercise_is_complete(name):
    assert DOCS.is_dir()
    assert [str(lack) for lack in lacks(name)] == []


@pytest.fixture
def copy(tmp_path):
    """The model exercise and its page, to be spoiled."""
    folder, docs = tmp_path / "exercises", tmp_path / "docs"
    shutil.copytree(FOLDER / NAME, folder / NAME)
    docs.mkdir()
    shutil.copy(DOCS / f"{NAME}.md", docs)
    return folder / NAME, docs


def said(copy):
    """What is said, with paths relative to the exercise's folder."""
    folder, docs = copy
    return [
        f"{'page' if lack.path.parent == docs else lack.path.relative_to(folder)}"
        f":{lack.line}: {lack.message}"
        for lack in lacks(NAME, folder.parent, docs)
    ]


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))


def test_what_is_spoiled_is_said_all_at_once(copy):
    folder, docs = copy
    edit(folder / "exercise.toml", "order = 1\n", "")
    edit(folder / "exercise.toml", "minutes = 10", "minutes = 25")
    edit(folder / "hints.md", "## 3", "### 3")
    edit(
        folder / "wrong/no_cast.py",
        "# rejected by: test_plain_call",
        "# rejected by test_plain_call",
    )
    edit(folder / "wrong/numpy.py", "test_compiles", "test_compile")
    (folder / "wrong/unrolled.py").write_text("# rejected by: test_reuse\ndef (\n")
    edit(folder / "checks.py", '    """The result keeps the dtype of x."""\n', "")
    edit(folder / "checks.py", '@check.because("One operation repeats an array', "# (")
    lines = (folder / "checks.py").read_text().splitlines()
    dtype, grows = (
        1 + next(i for i, line in enumerate(lines) if f"def {name}(" in line)
        for name in ("test_dtype_of_x", "test_does_not_grow")
    )
    tests = sorted(line[4:].split("(")[0] for line in lines if line.startswith("def test_"))
    (folder / "starter.py").unlink()
    shutil.rmtree(folder / "accepted")
    edit(docs / f"{NAME}.md", "{exercise-gallery}", "{exercise-galery}")
    assert sorted(said(copy)) == [
        "accepted:1: has no other right answer; at least 1 is needed",
        f"checks.py:{dtype}: test_dtype_of_x has no docstring that says what holds",
        f'checks.py:{grows}: test_does_not_grow lacks @check.because("…"), which says why',
        "exercise.toml:1: lacks the key 'order'",
        "exercise.toml:5: difficulty 1 takes 6 to 10 minutes",
        "hints.md:1: has not three parts headed '## 1', '## 2', '## 3' but '## 1', '## 2'",
        "page:1: lacks the directive ```{exercise-gallery} jit_with_static_n",
        "starter.py:1: is missing",
        "wrong/no_cast.py:1: the first line is not '# rejected by: test_name'",
        f"wrong/numpy.py:1: checks.py has no test_compile; it has {', '.join(tests)}",
        "wrong/unrolled.py:2: syntax error: invalid syntax",
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("difficulty = 1", "difficulty = 4", "exercise.toml:5: difficulty is 1, 2 or 3, not 4"),
        ("difficulty = 1", "difficulty = true", "exercise.toml:5: difficulty = True has the"),
        ("order = 1", 'order = "1"', "exercise.toml:4: order = '1' has the wrong type"),
        ("order = 1", "order = 1\nlevel = 2", "exercise.toml:5: has an unknown key 'level'"),
        ("order = 1", "order = ", "exercise.toml:4: is not TOML: Invalid value"),
        ('page = "jit"', 'page = "jitt"', "exercise.toml:2: there is no page 'jitt'; exercises"),
    ],
)
def test_entries_that_cannot_be(copy, old, new, message):
    edit(copy[0] / "exercise.toml", old, new)
    (only,) = said(copy)
    assert only.startswith(message)


def test_files_that_are_not_there(copy):
    folder, docs = copy
    shutil.rmtree(folder)
    folder.mkdir()
    (docs / f"{NAME}.md").unlink()
    assert said(copy) == [
        "exercise.toml:1: is missing",
        "starter.py:1: is missing",
        "solution.py:1: is missing",
        "checks.py:1: is missing",
        "hints.md:1: is missing",
        "wrong:1: has 0 wrong answers; at least 4 are needed",
        "accepted:1: has no other right answer; at least 1 is needed",
        "page:1: is missing: the exercise has no page",
    ]


def test_what_is_there_is_checked_beside_what_is_missing(copy, capsys):
    folder, _ = copy
    for file in [*folder.glob("wrong/*.py")][1:]:
        file.unlink()
    edit(folder / "accepted/broadcast.py", "reshape(-1)", "reshape(-1, 1)")
    assert authoring.main([NAME], full=False, folder=folder.parent) == 2
    out = capsys.readouterr().out
    assert "wrong:1: has 1 wrong answers; at least 4 are needed" in out
    assert "!!!! expected passed" in out
    assert "5 answers, 1 surprises, 1 things missing" in out


def test_a_name_that_is_none(capsys):
    assert authoring.main(["jit-with-static"], full=False) == 1
    assert capsys.readouterr().err == (
        "there is no exercise 'jit_with_static'; did you mean jit_with_static_n or shape_is_static?\n"
    )
