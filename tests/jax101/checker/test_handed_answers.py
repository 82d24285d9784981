"""Answers that others wrote from the statements alone are judged as their names say.

`answers/<exercise>/right-*.py` must pass, `wrong-*.py` and `hostile-*.py` must not. Where we disagree
with a name, it stands in `DISPUTED` with the reason.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from jax101.checker.report import report
from jax101.checker.runner import Job, check_many
from jax101.checker.verdict import Verdict
from jax101.exercises.catalogue import exercises, find

pytestmark = pytest.mark.newest
ANSWERS = Path(__file__).parents[1] / "answers"
FILES = sorted(ANSWERS.glob("*/*.py"))
DISPUTED: dict[str, str] = {}


# Of each exercise's wrong ones the first, the fourth and so on; all of them with `-m slow`.
LATER = {
    file
    for folder in {file.parent for file in FILES}
    for place, file in enumerate(sorted(folder.glob("wrong-*.py")))
    if place % 3
}
PARAMETERS = [
    pytest.param(
        file, id=f"{file.parent.name}/{file.stem}", marks=[pytest.mark.slow] * (file in LATER)
    )
    for file in FILES
]


@pytest.fixture(scope="module")
def verdicts(request, tmp_path_factory) -> dict[Path, Verdict]:
    """The verdicts asked for; each answer is judged from a copy, so that none can change another."""
    folder = tmp_path_factory.mktemp("answers")
    items = [
        i for i in request.session.items if i.path == Path(__file__) and hasattr(i, "callspec")
    ]
    asked = [item.callspec.params["file"] for item in items]
    copies = [Path(shutil.copy(file, _place(folder, file))) for file in asked]
    jobs = [
        Job(find(file.parent.name), copy, seconds=60.0 if "right" in file.name else 6.0)
        for file, copy in zip(asked, copies, strict=True)
    ]
    return dict(zip(asked, check_many(jobs), strict=True))


def _place(folder: Path, file: Path) -> Path:
    place = folder / file.parent.name
    place.mkdir(exist_ok=True)
    return place


@pytest.mark.parametrize("file", PARAMETERS)
def test_an_answer_is_judged_as_its_name_says(file: Path, verdicts: dict[Path, Verdict]):
    verdict, name = verdicts[file], f"{file.parent.name}/{file.name}"
    right = file.name.startswith("right-") or name in DISPUTED
    assert verdict.status == ("pass" if right else "fail"), report(verdict)


def test_no_answer_is_to_an_exercise_that_is_gone():
    assert {file.parent.name for file in FILES} <= {exercise.name for exercise in exercises()}
