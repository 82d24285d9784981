"""Pages, exercises and syllabi that still say what to write are warnings, so they are not published."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from jax101.exercises.catalogue import FOLDER
from jax101.exercises.complete import marked
from jax101_site.coverage import SYLLABUS

logger = logging.getLogger(__name__)


def setup(app: Sphinx) -> None:
    """Look at each page when it is read, and at the syllabi when all were."""
    app.connect("source-read", _page)
    app.connect("env-check-consistency", _syllabi)


def _page(_app: Sphinx, docname: str, source: list[str]) -> None:
    for line, said in marked(source[0]):
        _warn((docname, line), said)
    folder, _, name = docname.rpartition("/")
    if folder == "exercises" and (FOLDER / name).is_dir():
        for path in _texts(FOLDER / name):
            _file(path)


def _syllabi(app: Sphinx, _env: BuildEnvironment) -> None:
    for path in sorted((Path(app.srcdir) / SYLLABUS).glob("*.toml")):
        _file(path)


def _texts(folder: Path) -> Iterator[Path]:
    yield from sorted(p for p in folder.rglob("*") if p.suffix in (".py", ".md", ".toml"))


def _file(path: Path) -> None:
    for line, said in marked(path.read_text(encoding="utf-8")):
        _warn(f"{path}:{line}", said)


def _warn(location: str | tuple[str, int], said: str) -> None:
    logger.warning(
        "not written yet: %s", said, location=location, type="jax101", subtype="unwritten"
    )
