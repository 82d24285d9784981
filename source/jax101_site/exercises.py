"""What exercise pages show: directives that turn an exercise's folder into MyST.

`exercises PAGE`          the exercises of a page of the notes
`exercise-index`          all of them, by page
`exercise-head NAME`      difficulty, minutes, where it is explained
`exercise-task NAME`      the starter: signature and task
`exercise-hints NAME`     three folded hints
`exercise-gallery NAME`   what goes wrong, recorded by running it
`exercise-solution NAME`  the folded solution
`exercise-check NAME`     commands, and the files to start from
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from asrun.keeping import kept_folder
from asrun.records.noise import published
from jax101.exercises import catalogue
from jax101.exercises.catalogue import Exercise
from jax101.learner import starter_files as takehome
from jax101_site import gallery
from jax101_site.takeaway.address import wheel_path

logger = logging.getLogger(__name__)
_NBSP = "\N{NO-BREAK SPACE}"
_FILES = "start"  # beside the pages: starters and notebooks


class _Markdown(SphinxDirective):
    """A directive that is a few lines of MyST."""

    required_arguments = 0

    def run(self) -> list[nodes.Node]:
        place = nodes.container(classes=["jax101-exercise"])
        lines = "\n".join(self.markdown()).splitlines()
        self.state.nested_parse(StringList(lines, self.get_location()), self.content_offset, place)
        return [place]

    def markdown(self) -> Iterable[str]:
        """The lines."""
        raise NotImplementedError

    def link(self, text: str, page: str, anchor: str = "") -> str:
        """A link to a page, or its text alone while there is no such page."""
        if page not in self.env.found_docs:
            return text
        return f"[{text}](/{page}.md{'#' + anchor if anchor else ''})"

    def entry(self, exercise: Exercise) -> str:
        """One line of a list of exercises."""
        link = self.link(exercise.title, f"exercises/{exercise.name}")
        return f"- {link}: {exercise.teaches}. {dots(exercise)}{_NBSP}{exercise.minutes}{_NBSP}minutes."


class Exercises(_Markdown):
    """The exercises of one page of the notes."""

    required_arguments = 1

    def markdown(self) -> Iterable[str]:
        mine = [e for e in catalogue.exercises() if e.page == self.arguments[0]]
        yield from (self.entry(exercise) for exercise in mine)
        if not mine:
            yield f"No exercise on this yet. {self.link('All exercises', 'exercises/index')}."


class Index(_Markdown):
    """All exercises, by page of the notes, the easy ones first; also their order in the site."""

    def markdown(self) -> Iterable[str]:
        path = []
        for page, mine in catalogue.by_page():
            easy_first = sorted(mine, key=lambda e: (e.difficulty, e.order))
            yield f"**{self.link(_title(self.env, page), page)}**"
            yield ""
            yield from (self.entry(e) for e in easy_first)
            yield ""
            path += [e.name for e in easy_first]
        yield from ("```{toctree}", ":hidden:", "", *path, "```")


class _OfOne(_Markdown):
    """A directive about the exercise that it names."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        try:
            self.exercise = catalogue.find(self.arguments[0])
        except (catalogue.NoSuchExercise, ValueError) as error:
            raise self.error(str(error)) from error
        for path in self.exercise.folder.rglob("*"):
            if path.suffix in (".py", ".md", ".toml"):
                self.env.note_dependency(str(path))
        return super().run()


class Head(_OfOne):
    def markdown(self) -> Iterable[str]:
        e = self.exercise
        link = self.link(_title(self.env, e.page), e.page, e.section)
        yield f"Difficulty {dots(e)} · {e.minutes} minutes · teaches {e.teaches} · explained in {link}"


class Task(_OfOne):
    def markdown(self) -> Iterable[str]:
        yield from _code(self.exercise.starter.read_text(encoding="utf-8"))


class Hints(_OfOne):
    def markdown(self) -> Iterable[str]:
        for number, hint in enumerate(self.exercise.hints(), start=1):
            yield from _folded(f"Hint {number}", hint.splitlines())


class Gallery(_OfOne):
    def markdown(self) -> Iterable[str]:
        folder = _records(self.env.app)
        self.env.note_dependency(str(gallery.record_file(folder, self.exercise)))
        yield from ("Each of these was run by the checker, which said what you see.", "")
        for mistake in gallery.record([self.exercise], folder)[self.exercise.name]:
            said = "\n".join(part for part in (f"✗ {mistake.headline}", mistake.evidence) if part)
            failed = f"The check that fails: {_plain(mistake.title)}"
            body = [
                *_code(mistake.code),
                "",
                failed,
                "",
                *_code(published(said), "text"),
                "",
                _plain(mistake.why),
            ]
            yield from _folded(_plain(mistake.thought), body)


class Solution(_OfOne):
    def markdown(self) -> Iterable[str]:
        yield from _folded("Show a solution", _code(self.exercise.solution.read_text("utf-8")))


class Check(_OfOne):
    def markdown(self) -> Iterable[str]:
        name = self.exercise.name
        commands = f"jax101 start {name}     # writes {name}.py\njax101 watch {name}.py  # checks it on each save"
        yield f"Install [the checker]({self._index()}) once:"
        yield from ("", "~~~~{install-checker}", "~~~~", "")
        yield "Then, in a terminal,"
        yield from ("", *_code(commands, "bash"), "")
        yield "or in a notebook, below your function:"
        yield from ("", *_code(f"import jax101\njax101.check({self.exercise.names[0]})"), "")
        yield f"Or [on this page]({self._index('on-the-pages')}), with `jax101 learn`."
        yield ""
        files = ", ".join(
            f'<a href="{_FILES}/{name}{end}" download>{what}</a>'
            for end, what in ((".py", "the starter"), (".ipynb", "the starter as a notebook"))
        )
        yield f"<p>Download {files}.</p>"

    def _index(self, section: str = "") -> str:
        if "exercises/index" not in self.env.found_docs:
            return "#"
        return f"/exercises/index.md{f'#{section}' if section else ''}"


def setup(app: Sphinx) -> dict[str, Any]:
    """Add the directives; run the wrong answers before pages are read."""
    for name, directive in (
        ("exercises", Exercises), ("exercise-index", Index), ("exercise-head", Head),
        ("exercise-task", Task), ("exercise-hints", Hints), ("exercise-gallery", Gallery),
        ("exercise-solution", Solution), ("exercise-check", Check),
    ):  # fmt: skip
        app.add_directive(name, directive)
    app.connect("env-before-read-docs", _prepare)
    app.connect("build-finished", _write_files)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


def dots(exercise: Exercise) -> str:
    """The difficulty as three dots."""
    return "●" * exercise.difficulty + "○" * (3 - exercise.difficulty)


def _prepare(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Record the galleries once, before pages are read in parallel; reread lists that changed."""
    shown = [e for e in catalogue.exercises() if f"exercises/{e.name}" in env.found_docs]
    for name, mistakes in gallery.record(shown, _records(app)).items():
        for mistake in mistakes:
            if mistake.surprise:
                logger.warning(
                    mistake.surprise,
                    location=f"exercises/{name}",
                    type="jax101",
                    subtype="exercises",
                )
    listed = [
        (e.name, e.title, e.page, e.difficulty, e.minutes, e.teaches) for e in catalogue.exercises()
    ]
    if getattr(env, "jax101_exercises", None) != listed:
        env.jax101_exercises = listed  # type: ignore[attr-defined]
        lists = [*catalogue.PAGES, "exercises/index"]
        docnames += [p for p in lists if p in env.found_docs and p not in docnames]


def _write_files(app: Sphinx, exception: Exception | None) -> None:
    if exception is None and app.builder.format == "html":
        base = app.config.html_baseurl if app.config.jax101_takeaway else ""
        install = base and f"{base}{wheel_path()}"
        for exercise in catalogue.exercises():
            if f"exercises/{exercise.name}" in app.env.found_docs:
                takehome.write(exercise, Path(app.outdir, "exercises", _FILES), install)


def _records(app: Sphinx) -> Path:
    return kept_folder(Path(app.confdir)) / "exercises"


def _title(env: BuildEnvironment, page: str) -> str:
    path = Path(env.doc2path(page))
    if page in env.found_docs and path.suffix == ".md":
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("# "):
                return line.removeprefix("# ").strip()
    return page


def _code(text: str, language: str = "python") -> list[str]:
    return [f"~~~~{{code-block}} {language}", *text.rstrip("\n").splitlines(), "~~~~"]


def _plain(text: str) -> str:
    """Text in which only backticks mean something to MyST."""
    return "".join(f"\\{c}" if c in "*<[$" else c for c in text)


def _folded(title: str, body: Iterable[str]) -> list[str]:
    return [f"::::::{{dropdown}} {title}", *body, "::::::", ""]
