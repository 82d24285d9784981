"""Which pages a command is about."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from pathlib import Path

from asrun.project import Project


class NoSuchPage(LookupError):
    """There is no page of this name; the message names near ones."""


def selected(project: Project, names: Sequence[str]) -> dict[str, Path]:
    """The paths of pages, by docname.

    Args:
        project: the site.
        names: docnames, or paths of pages; all pages if there is none.

    Raises:
        NoSuchPage: for a name that is none.
    """
    paths = project.paths()
    if not names:
        return paths
    found = {}
    for given in names:
        name = _docname(project, given)
        if name not in paths:
            raise NoSuchPage(f"there is no page {given!r}; {_near(name, list(paths))}")
        found[name] = paths[name]
    return found


def _docname(project: Project, given: str) -> str:
    path = Path(given)
    for base in (project.source, project.root):
        full = path if path.is_absolute() else base / path
        if full.is_file() and full.resolve().is_relative_to(project.source):
            return full.resolve().relative_to(project.source).with_suffix("").as_posix()
    return path.as_posix().removesuffix(".md").removesuffix(".ipynb")


def _near(name: str, names: list[str]) -> str:
    last = name.rpartition("/")[2]
    same = [other for other in names if other.rpartition("/")[2] == last]
    near = same or difflib.get_close_matches(name, names, n=3, cutoff=0.5)
    return f"did you mean {' or '.join(near)}?" if near else "a page is named as parallel/index"
