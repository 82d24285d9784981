"""Begin a page or an exercise: `python -m jax101_site new page NAME`.

What is written builds as it stands. It is marked where its author has to write, and red there.
"""

from __future__ import annotations

import keyword
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from string import Template

from jax101.exercises import catalogue

TEMPLATES = Path(__file__).resolve().parent / "templates"
_PAGE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_EXERCISE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_FOLDERS = {"": "Notes", "parallel": "Parallel programming"}
"""Where pages of notes are, with the captions of their parts in the table of contents."""


class NotBegun(ValueError):
    """Nothing was written; the text says why, in one line."""


def new_page(root: Path, name: str) -> list[Path]:
    """Begin a page of the notes: the page, its syllabus, and its entry in the table of contents.

    Args:
        root: of the repository.
        name: of the page, such as `jit` or `parallel/placement`.

    Returns:
        The files that were written.

    Raises:
        NotBegun: for a bad name, or if one of the files is there.
    """
    folder, _, last = name.rpartition("/")
    if folder not in _FOLDERS or not _PAGE.fullmatch(last):
        raise NotBegun(f"a page is named as custom-derivatives or parallel/placement, not {name!r}")
    syllabus = name.replace("/", "-")
    docs = root / "docs"
    index = docs / "index.md"
    values = {"name": name, "title": _title(last), "syllabus": syllabus}
    files = {
        docs / f"{name}.md": _filled("page.md", values),
        docs / "_syllabus" / f"{syllabus}.toml": _filled("syllabus.toml", values),
    }
    contents = _with_entry(index.read_text(encoding="utf-8"), _FOLDERS[folder], name)
    _write(files)
    index.write_text(contents, encoding="utf-8")
    return [*files, index]


def new_exercise(root: Path, name: str, page: str = "quickstart") -> list[Path]:
    """Begin an exercise: its folder, and its page.

    Args:
        root: of the repository.
        name: of the function that the learner writes.
        page: of the notes that explains it.

    Returns:
        The files that were written.

    Raises:
        NotBegun: for a bad name, a page that is none, or if one of the files is there.
    """
    name = name.replace("-", "_")
    if not _EXERCISE.fullmatch(name) or keyword.iskeyword(name):
        raise NotBegun(f"an exercise is named for its function, as safe_norm, not {name!r}")
    if page not in catalogue.PAGES:
        raise NotBegun(f"exercises are about one of {', '.join(catalogue.PAGES)}, not {page!r}")
    folder = root / "source" / "jax101" / "exercises" / name
    if folder.exists():
        raise NotBegun(f"{folder} is there already; nothing was written")
    values = {
        "name": name,
        "title": _title(name),
        "page": page,
        "section": _first_section(root / "docs" / f"{page}.md"),
    }
    templates = TEMPLATES / "exercise"
    names = [path.relative_to(templates).as_posix() for path in sorted(templates.rglob("*.txt"))]
    files = {folder / n[:-4]: _filled(f"exercise/{n[:-4]}", values) for n in names}
    files[root / "docs" / "exercises" / f"{name}.md"] = _filled("exercise.md", values)
    _write(files)
    return list(files)


def begin(root: Path, kind: str, name: str, page: str) -> int:
    """Begin a page or an exercise, and say what is next. Returns an exit status."""
    try:
        written = new_page(root, name) if kind == "page" else new_exercise(root, name, page)
    except NotBegun as error:
        print(error, file=sys.stderr)
        return 2
    for path in written:
        print(path.relative_to(root))
    name = name.replace("-", "_") if kind == "exercise" else name
    docname = name if kind == "page" else f"exercises/{name}"
    print("\nWrite where 'WRITE HERE' stands, and delete that line. Then:")
    if kind == "exercise":
        print(f"  nox -s exercise -- {name}    # what is missing, and what the checker says")
    print(f"  nox -s live              # the page, after every save\n  nox -s accept -- {docname}")
    return 0


def _title(name: str) -> str:
    return re.sub("[-_]", " ", name).capitalize()


def _filled(name: str, values: Mapping[str, str]) -> str:
    template = (TEMPLATES / f"{name}.txt").read_text(encoding="utf-8")
    return Template(template).substitute(values)


def _first_section(page: Path) -> str:
    """The anchor of a page's first section."""
    for line in page.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            return re.sub(r"[^\w -]", "", line[3:].lower()).replace(" ", "-")
    raise NotBegun(f"{page} has no section that an exercise could name")


def _with_entry(contents: str, caption: str, name: str) -> str:
    """The table of contents with one more entry, at the end of the part with this caption."""
    part = re.compile(
        rf"^```{{toctree}}\n:hidden:\n:caption: {re.escape(caption)}\n\n(?:(?!```).*\n)*",
        re.MULTILINE,
    )
    if not (found := part.search(contents)):
        raise NotBegun(f"docs/index.md has no toctree with the caption {caption!r}")
    if f"\n{name}\n" in found[0]:
        raise NotBegun(f"docs/index.md lists {name} already; nothing was written")
    return f"{contents[: found.end()]}{name}\n{contents[found.end() :]}"


def _write(files: Mapping[Path, str]) -> None:
    """Write all files, or none if one is there."""
    for path in files:
        if path.exists():
            raise NotBegun(f"{path} is there already; nothing was written")
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
