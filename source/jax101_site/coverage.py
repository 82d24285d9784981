"""`about/coverage`: every fact of the syllabus, the cells that show it, the tests that prove it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from asrun.sphinxext.order import reading_order
from asrun.sphinxext.outcomes import outcomes
from asrun.sphinxext.tables import table

logger = logging.getLogger(__name__)
_PLACE = "jax101-coverage"
SYLLABUS = "_syllabus"
CLAIMS = "tests/claims"


@dataclass(frozen=True)
class Fact:
    """A fact that a cell must show.

    Attributes:
        id: such as `jit.caching`.
        text: the fact in one sentence.
        source: the file that lists it.
        tests: names of the property tests that prove it, where it claims more than one case.
    """

    id: str
    text: str
    source: Path
    tests: tuple[str, ...] = ()

    @property
    def proofs(self) -> str:
        """The file that holds its tests, from the root of the repository."""
        return f"{CLAIMS}/test_{self.source.stem.replace('-', '_')}.py"


def syllabus(folder: Path) -> Iterator[Fact]:
    """All facts, in the order of the files.

    Raises:
        ValueError: a file is not TOML or has no table of facts; the message names it.
    """
    for path in sorted(folder.glob("*.toml")):
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8"))
            facts, tests = data["facts"], data.get("tests", {})
        except (tomllib.TOMLDecodeError, KeyError) as error:
            raise ValueError(
                f"{path}: write facts as 'id = \"sentence\"' under [facts]: {error}"
            ) from None
        if unknown := set(tests) - set(facts):
            raise ValueError(f"{path}: [tests] names no fact of this file: {', '.join(unknown)}")
        for key, text in facts.items():
            yield Fact(f"{path.stem}.{key}", text, path, tuple(tests.get(key, "").split()))


class CoverageTable(SphinxDirective):
    """A place for the table, which is known when all pages have been read."""

    def run(self) -> list[nodes.Node]:
        self.env.note_reread()
        return [nodes.container(classes=[_PLACE])]


def setup(app: Sphinx) -> None:
    app.add_directive("coverage", CoverageTable)
    app.connect("env-check-consistency", _check)
    app.connect("doctree-resolved", _fill)


def _shown(env: BuildEnvironment) -> dict[str, list[tuple[str, int]]]:
    """For each claimed id, the pages and lines of the cells that claim it."""
    shown: dict[str, list[tuple[str, int]]] = {}
    for name, outcome in sorted(outcomes(env).items()):
        for cell in outcome.page.code_cells if outcome.page else ():
            for fact in cell.options.values.get("covers", ()):
                shown.setdefault(fact, []).append((name, cell.line))
    return shown


def _check(app: Sphinx, env: BuildEnvironment) -> None:
    facts = {fact.id: fact for fact in syllabus(Path(app.srcdir) / SYLLABUS)}
    shown = _shown(env)
    for fact in facts.values():
        if fact.id not in shown:
            message = f"no cell shows '{fact.id}': {fact.text} Add ':covers: {fact.id}' to the cell that does"
            logger.warning(
                "%s", message, location=f"{fact.source}:1", type="jax101", subtype="coverage"
            )
        for message in _unproved(Path(app.confdir), fact):
            logger.warning(
                "%s", message, location=f"{fact.source}:1", type="jax101", subtype="coverage"
            )
    for id_, places in shown.items():
        if id_ not in facts:
            message = f"':covers: {id_}' names no fact of docs/{SYLLABUS}/"
            logger.warning("%s", message, location=places[0], type="jax101", subtype="coverage")


def _unproved(root: Path, fact: Fact) -> Iterator[str]:
    """What is wrong with the tests that a fact names."""
    path = root / fact.proofs
    text = path.read_text(encoding="utf-8") if fact.tests and path.is_file() else ""
    for test in fact.tests:
        if f"\ndef {test}(" not in text:
            yield f"'{fact.id}' is proved by {test}, which {fact.proofs} does not define"


def _fill(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    for place in [n for n in doctree.findall(nodes.container) if _PLACE in n["classes"]]:
        parts: dict[str, list[Fact]] = {}
        for fact in syllabus(Path(app.srcdir) / SYLLABUS):
            parts.setdefault(_page_of(app.env, fact.source.stem), []).append(fact)
        order = reading_order(app.env, parts)
        shown = _shown(app.env)
        sections = [_section(app, docname, page, parts[page], shown) for page in order]
        place.replace_self([_contents(sections), *sections])


def _page_of(env: BuildEnvironment, stem: str) -> str:
    """The page whose facts stand in the file `stem.toml`."""
    return next((name for name in env.found_docs if name.replace("/", "-") == stem), stem)


def _contents(sections: list[nodes.section]) -> nodes.paragraph:
    """Links to the sections in one line: Sphinx lists only those that a page has when it is read."""
    line = nodes.paragraph()
    for section in sections:
        line += nodes.Text(" · " if line.children else "")
        title = section[0].astext()
        line += nodes.reference("", title, refid=section["ids"][0], internal=True)
    return line


def _section(
    app: Sphinx, docname: str, page: str, facts: list[Fact], shown: dict[str, list[tuple[str, int]]]
) -> nodes.section:
    """The facts of one page: each with the cells that show it and the tests that prove it."""
    title = app.env.titles[page].astext() if page in app.env.titles else page
    rows: list[list[nodes.Node]] = []
    for fact in facts:
        cells = nodes.inline()
        for position, (name, line) in enumerate(shown.get(fact.id, [])):
            if position:
                cells += nodes.Text(", ")
            uri = app.builder.get_relative_uri(docname, name)
            cells += nodes.reference("", f"{name}:{line}", refuri=uri, internal=True)
        proofs = "; ".join(t.removeprefix("test_").replace("_", " ") for t in fact.tests)
        said = nodes.inline("", "", nodes.Text(f"{fact.text} "), nodes.literal("", fact.id))
        rows.append([said, cells, nodes.Text(proofs)])
    section = nodes.section(ids=[f"coverage-{facts[0].source.stem}"])
    section += nodes.title("", title)
    section += table(("Fact", "Shown by", "Proved by"), rows)
    return section
