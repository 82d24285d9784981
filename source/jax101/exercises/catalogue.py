"""Which exercises there are: one folder each, described by its `exercise.toml`."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "exercises"

#: The pages of the notes, in reading order.
PAGES: tuple[str, ...] = (
    "quickstart",
    "sharp-bits",
    "numerics",
    "random",
    "jit",
    "static-and-traced",
    "control-flow",
    "vmap",
    "autodiff",
    "custom-derivatives",
    "pytrees",
    "state",
    "debugging",
    "parallel/index",
    "parallel/automatic",
    "parallel/explicit",
    "parallel/shard-map",
    "parallel/placement",
)


class NoSuchExercise(LookupError):
    """There is no exercise of this name; the text suggests near ones."""


@dataclass(frozen=True)
class Exercise:
    """One exercise: what its `exercise.toml` says, and where its files are.

    `names` are what the learner's file must define; the first is the answer.
    `seconds` is how long an answer may run; with `by_position`, parameters may have other names,
    for nobody passes them by name.
    """

    name: str
    folder: Path
    title: str
    page: str
    section: str
    order: int
    difficulty: int
    minutes: int
    teaches: str
    trap: str
    names: tuple[str, ...]
    seconds: float = 10.0
    by_position: bool = False

    @property
    def starter(self) -> Path:
        """What the learner begins with."""
        return self.folder / "starter.py"

    @property
    def solution(self) -> Path:
        """Our own answer."""
        return self.folder / "solution.py"

    @property
    def checks(self) -> Path:
        """The checks: ordinary pytest tests with an `answer` fixture."""
        return self.folder / "checks.py"

    @property
    def wrong(self) -> tuple[Path, ...]:
        """Answers that must be rejected, each by the check its first line names."""
        return tuple(sorted((self.folder / "wrong").glob("*.py")))

    @property
    def accepted(self) -> tuple[Path, ...]:
        """Other right answers."""
        return tuple(sorted((self.folder / "accepted").glob("*.py")))

    @property
    def see(self) -> str:
        """The section of the notes that explains it, as `page#section`."""
        return f"{self.page}#{self.section}"

    def hints(self) -> tuple[str, str, str]:
        """Three hints, from the idea to almost the code, as Markdown."""
        text = (self.folder / "hints.md").read_text(encoding="utf-8")
        parts = re.split(r"^## [123]$", text, flags=re.MULTILINE)[1:]
        if len(parts) != 3:
            raise ValueError(f"{self.folder / 'hints.md'}: three parts, ## 1 to ## 3, are needed")
        one, two, three = (part.strip() for part in parts)
        return one, two, three


def rejected_by(wrong: Path) -> str:
    """The check that a file in `wrong/` says must reject it."""
    first = wrong.read_text(encoding="utf-8").partition("\n")[0]
    match = re.fullmatch(r"# rejected by: (\w+)", first)
    if match is None:
        raise ValueError(f"{wrong}: the first line must be '# rejected by: test_name'")
    return match[1]


def load(folder: Path) -> Exercise:
    """Read one exercise's folder.

    Raises:
        ValueError: when `exercise.toml` has a missing, unknown or impossible entry.
    """
    path = folder / "exercise.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    data["names"] = tuple(data.get("names", (folder.name,)))
    try:
        exercise = Exercise(name=folder.name, folder=folder, **data)
    except TypeError as error:
        raise ValueError(f"{path}: {error}") from None
    if exercise.page not in PAGES:
        raise ValueError(f"{path}: there is no page {exercise.page!r}")
    if exercise.difficulty not in (1, 2, 3):
        raise ValueError(f"{path}: difficulty is 1, 2 or 3")
    return exercise


def exercises(folder: Path = FOLDER) -> list[Exercise]:
    """Every exercise, in the order of the notes and then of their own `order`."""
    found = [load(path.parent) for path in folder.glob("*/exercise.toml")]
    return sorted(found, key=lambda e: (PAGES.index(e.page), e.order, e.name))


def by_page(folder: Path = FOLDER) -> Iterator[tuple[str, list[Exercise]]]:
    """The pages that have exercises, each with its own."""
    everything = exercises(folder)
    for page in PAGES:
        if mine := [exercise for exercise in everything if exercise.page == page]:
            yield page, mine


def find(name: str, folder: Path = FOLDER) -> Exercise:
    """The exercise of this name; hyphens serve as well as underscores.

    Raises:
        NoSuchExercise: with the nearest names.
    """
    wanted = name.replace("-", "_")
    path = folder / wanted / "exercise.toml"
    if wanted.isidentifier() and path.is_file():
        return load(path.parent)
    names = [e.name for e in exercises(folder)]
    near = difflib.get_close_matches(wanted, names, n=3, cutoff=0.5)
    advice = f"Did you mean {' or '.join(near)}?" if near else "`jax101 list` shows them all."
    raise NoSuchExercise(f"There is no exercise {name!r}. {advice}")
