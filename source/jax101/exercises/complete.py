"""What an exercise lacks: all of it at once, each with its file and line. Nothing is run."""

from __future__ import annotations

import ast
import dataclasses
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jax101.exercises.catalogue import FOLDER, PAGES, Exercise

MARK = "WRITE HERE"
"""Stands in a skeleton where its author has to write."""

MINUTES = {1: (6, 10), 2: (8, 15), 3: (15, 25)}
"""The fewest and the most minutes of each difficulty, as docs/exercises/index.md says."""

DIRECTIVES = ("head", "task", "hints", "gallery", "solution", "check")
_DOCS = FOLDER.parents[2] / "docs" / "exercises"
_NEEDED = {f.name for f in dataclasses.fields(Exercise) if f.default is dataclasses.MISSING} - {
    "name",  # the folder's
    "folder",
    "names",  # the same, if none are given
}
_TYPES: dict[str, type | tuple[type, ...]] = {
    **dict.fromkeys(("title", "page", "section", "teaches", "trap"), str),
    **dict.fromkeys(("order", "difficulty", "minutes"), int),
    "names": list,
    "seconds": (int, float),
    "by_position": bool,
}


@dataclass(frozen=True)
class Lack:
    """Something that an exercise lacks: the file to change, its line, and what to write."""

    path: Path
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


def lacks(name: str, folder: Path = FOLDER, docs: Path = _DOCS) -> list[Lack]:
    """Everything that an exercise lacks, file by file.

    Args:
        name: of the exercise.
        folder: that holds the exercises.
        docs: that holds their pages; without that folder, as in the wheel, pages are not asked for.
    """
    here = folder / name
    checks = _parsed(here / "checks.py")
    known = {f.name for f in _tests(checks)} if isinstance(checks, ast.Module) else set()
    found = [*_toml(here / "exercise.toml")]
    for file in ("starter.py", "solution.py"):
        tree = _parsed(here / file)
        found += [tree] if isinstance(tree, Lack) else []
    found += [checks] if isinstance(checks, Lack) else _checks(here / "checks.py", checks)
    found += [*_hints(here / "hints.md"), *_answers(here, known)]
    if docs.is_dir():
        found += _page(docs / f"{name}.md", name)
        found += _marks(docs / f"{name}.md")
    for path in sorted(p for p in here.rglob("*") if p.suffix in (".py", ".md", ".toml")):
        found += _marks(path)
    return found


def marked(text: str) -> Iterator[tuple[int, str]]:
    """The lines, from 1, on which a skeleton still says what to write, each with what it says."""
    for number, line in enumerate(text.splitlines(), start=1):
        _, mark, said = line.partition(MARK)
        if mark:
            yield number, said.lstrip(": ").removesuffix("-->").removesuffix('"""').strip()


def _marks(path: Path) -> Iterator[Lack]:
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    for line, said in marked(text):
        yield Lack(path, line, f"not written yet: {said}")


def _toml(path: Path) -> Iterator[Lack]:
    if not path.is_file():
        yield Lack(path, 1, "is missing")
        return
    text = path.read_text(encoding="utf-8")
    try:
        data: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+)", str(error))
        yield Lack(path, int(place[1]) if place else 1, f"is not TOML: {error}")
        return
    lines = {line.partition("=")[0].strip(): n for n, line in enumerate(text.splitlines(), 1)}

    def wrong(key: str, message: str) -> Lack:
        return Lack(path, lines.get(key, 1), message)

    for key in sorted(_NEEDED - data.keys()):
        yield wrong(key, f"lacks the key {key!r}")
    for key, value in data.items():
        if key not in _TYPES:
            yield wrong(key, f"has an unknown key {key!r}")
        elif not isinstance(value, _TYPES[key]) or isinstance(value, bool) != (
            key == "by_position"
        ):
            yield wrong(key, f"{key} = {value!r} has the wrong type")
    for key, message in _out_of_range(data):
        yield wrong(key, message)


def _out_of_range(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if isinstance(page := data.get("page"), str) and page not in PAGES:
        yield ("page", f"there is no page {page!r}; exercises are about {', '.join(PAGES)}")
    difficulty, minutes = data.get("difficulty"), data.get("minutes")
    if isinstance(difficulty, int) and difficulty not in MINUTES:
        yield ("difficulty", f"difficulty is 1, 2 or 3, not {difficulty}")
    elif isinstance(difficulty, int) and isinstance(minutes, int):
        fewest, most = MINUTES[difficulty]
        if not fewest <= minutes <= most:
            yield ("minutes", f"difficulty {difficulty} takes {fewest} to {most} minutes")


def _parsed(path: Path) -> ast.Module | Lack:
    if not path.is_file():
        return Lack(path, 1, "is missing")
    try:
        return ast.parse(path.read_text(encoding="utf-8"))
    except SyntaxError as error:
        return Lack(path, error.lineno or 1, f"syntax error: {error.msg}")


def _tests(checks: ast.Module) -> list[ast.FunctionDef]:
    functions = [node for node in checks.body if isinstance(node, ast.FunctionDef)]
    return [function for function in functions if function.name.startswith("test_")]


def _checks(path: Path, checks: ast.Module) -> Iterator[Lack]:
    if not _tests(checks):
        yield Lack(path, 1, "has no function named test_…")
    for test in _tests(checks):
        first = (ast.get_docstring(test) or "").partition("\n")[0]
        if not first:
            yield Lack(path, test.lineno, f"{test.name} has no docstring that says what holds")
        elif not first.endswith("."):
            yield Lack(path, test.lineno, f"the docstring of {test.name} does not end in '.'")
        if not any("because(" in ast.unparse(each) for each in test.decorator_list):
            yield Lack(path, test.lineno, f'{test.name} lacks @check.because("…"), which says why')


def _hints(path: Path) -> Iterator[Lack]:
    if not path.is_file():
        yield Lack(path, 1, "is missing")
        return
    text = path.read_text(encoding="utf-8")
    heads = re.findall(r"^## (.*)$", text, flags=re.MULTILINE)
    if heads != ["1", "2", "3"]:
        said = ", ".join(f"'## {head}'" for head in heads) or "none"
        yield Lack(path, 1, f"has not three parts headed '## 1', '## 2', '## 3' but {said}")
        return
    for match in re.finditer(r"^## (\d)\n(.*?)(?=^## |\Z)", text, flags=re.MULTILINE | re.DOTALL):
        if len(match[2].strip()) <= 20:
            line = text.count("\n", 0, match.start()) + 1
            yield Lack(path, line, f"hint {match[1]} says too little")


def _answers(folder: Path, checks: set[str]) -> Iterator[Lack]:
    wrong = sorted((folder / "wrong").glob("*.py"))
    if len(wrong) < 4:
        yield Lack(folder / "wrong", 1, f"has {len(wrong)} wrong answers; at least 4 are needed")
    if not any((folder / "accepted").glob("*.py")):
        yield Lack(folder / "accepted", 1, "has no other right answer; at least 1 is needed")
    for path in [*wrong, *sorted((folder / "accepted").glob("*.py"))]:
        tree = _parsed(path)
        if isinstance(tree, Lack):
            yield tree
        elif path.parent.name == "wrong":
            yield from _thought(path, tree, checks)


def _thought(path: Path, tree: ast.Module, checks: set[str]) -> Iterator[Lack]:
    first = path.read_text(encoding="utf-8").partition("\n")[0]
    named = re.fullmatch(r"# rejected by: (\w+)", first)
    if not named:
        yield Lack(path, 1, "the first line is not '# rejected by: test_name'")
    elif checks and named[1] not in checks:
        yield Lack(path, 1, f"checks.py has no {named[1]}; it has {', '.join(sorted(checks))}")
    if not ast.get_docstring(tree):
        yield Lack(path, 2, "has no docstring: the thought in quotes, then what goes wrong")


def _page(path: Path, name: str) -> Iterator[Lack]:
    if not path.is_file():
        yield Lack(path, 1, "is missing: the exercise has no page")
        return
    text = path.read_text(encoding="utf-8")
    for directive in DIRECTIVES:
        if f"{{exercise-{directive}}} {name}\n" not in text:
            yield Lack(path, 1, f"lacks the directive ```{{exercise-{directive}}} {name}")
