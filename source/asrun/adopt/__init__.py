"""Make a foreign site verifiable, in one command.

Every page runs three times: twice in forked kernels, once in ordinary ones with another order of
hashes. What the first run shows is declared; what the others do not repeat is marked as
uncompared. Then the records are written. Pages are changed only in the options of their cells,
and only when asked.
"""

from __future__ import annotations

import difflib
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from asrun.adopt.declare import declared_edits, reading_edits, unsteady_edits
from asrun.adopt.edits import Edit, apply
from asrun.executor import kernels_for
from asrun.files import write_whole
from asrun.findings import Finding, Kind
from asrun.outcome import Outcome, PageOutcome
from asrun.page.cell import Page
from asrun.page.errors import PageErrors
from asrun.pipeline import run_pages, verify
from asrun.project import Project
from asrun.records.files import Record, write_record
from asrun.run.execute import Execution

_SECOND_ORDER = {"PYTHONHASHSEED": "1"}


@dataclass
class Adoption:
    """What adopting does to one page.

    Attributes:
        name: of the page.
        path: its source.
        text: as it is.
        edits: the changes, each with what was seen.
        open: what a person has to look at before the page can be verified.
    """

    name: str
    path: Path
    text: str
    edits: list[Edit] = field(default_factory=list)
    open: list[Finding] = field(default_factory=list)

    @property
    def editable(self) -> bool:
        """Whether its options stand in its text; those of a notebook stand in its metadata."""
        return self.path.suffix == ".md"

    def add(self, edit: Edit) -> None:
        """Change a cell, or ask a person to where its text is not ours to change."""
        if self.editable:
            self.edits.append(edit)
            return
        message = f"add '{edit.option}' to the metadata of the cell, with the value {edit.value!r}"
        finding = Finding(Kind.PAGE, self.path, edit.line, f"{message} ({edit.why})", self.name)
        self.open.append(finding)

    @property
    def new_text(self) -> str:
        """The text with the changes."""
        return apply(self.text, self.edits)


def adopt(project: Project, paths: Mapping[str, Path], *, write: bool) -> int:
    """Adopt pages: show what would change, or change it and write the records.

    Args:
        project: the site.
        paths: of the pages, by docname.
        write: whether to change anything.

    Returns:
        0 if every page is verifiable then, 1 if a person has to look at one.
    """
    adoptions = {name: _begin(name, path) for name, path in paths.items()}
    pages = _read(project, adoptions)
    otherwise = project.with_settings(
        warm_kernels=False,
        kernel_socket="",
        environment={**project.settings.environment, **_SECOND_ORDER},
    )
    with kernels_for(project) as kernels:
        first = run_pages(project, list(pages.values()), kernels=kernels)
        for name, outcome in first.pages.items():
            declared_edits(adoptions[name], outcome)
        again = {name: page for name, page in pages.items() if not adoptions[name].open}
        third = run_pages(project, list(_read(project, adoptions, again).values()), kernels=kernels)
    second = run_pages(otherwise, list(_read(project, adoptions, again).values()))
    for other, how in ((third, "twice in a row"), (second, "in a Python of its own")):
        for name, outcome in other.pages.items():
            unsteady_edits(adoptions[name], first.pages[name], outcome, how)
    status = 0
    for adoption in adoptions.values():
        if adoption.name in pages or adoption.open:
            status |= _report(project, adoption, first, write=write)
    if not write:
        print("Nothing was changed. Add --write to change the pages and write the records.")
    return status


def _begin(name: str, path: Path) -> Adoption:
    adoption = Adoption(name, path, "")
    if not adoption.editable:
        return adoption
    text = path.read_bytes().decode("utf-8", "surrogateescape")  # line ends as they are
    adoption.text = text
    reading_edits(adoption)
    return adoption


def _read(
    project: Project, adoptions: Mapping[str, Adoption], names: Mapping[str, Page] | None = None
) -> dict[str, Page]:
    """Read pages as they will be, from copies; those with code that can be read."""
    pages = {}
    with tempfile.TemporaryDirectory(prefix="asrun-") as folder:
        for name in names if names is not None else adoptions:
            adoption = adoptions[name]
            source = adoption.path
            if adoption.edits:
                source = Path(folder) / f"page{adoption.path.suffix}"
                source.write_text(
                    adoption.new_text, encoding="utf-8", errors="surrogateescape", newline=""
                )
            try:
                page = project.read(name, source)
            except PageErrors as errors:
                adoption.open += [
                    Finding(Kind.PAGE, adoption.path, e.line, e.message, name)
                    for e in errors.errors
                ]
                continue
            page.path = adoption.path  # where its cells run, and what findings name
            if page.has_code:
                pages[name] = page
    return pages


def _report(project: Project, adoption: Adoption, first: Outcome, *, write: bool) -> int:
    """Say what was seen of a page; change it and write its record if asked. Returns 0 or 1."""
    print(f"{adoption.name}:")
    for edit in sorted(adoption.edits, key=lambda e: e.line):
        print(f"  {edit}")
    outcome = None if adoption.open else _judged(project, adoption, first)
    for finding in adoption.open:
        print(f"  look at this first: {finding}", file=sys.stderr)
    if outcome is None or adoption.open:
        return 1
    if not write:
        old, new = adoption.text.splitlines(), adoption.new_text.splitlines()
        name = str(adoption.path)
        print("\n".join(difflib.unified_diff(old, new, name, name, lineterm="", n=1)))
        return 0
    if adoption.edits:
        write_whole(adoption.path, adoption.new_text)
    if outcome.entries:
        path = project.record(adoption.name)
        write_record(Record(path, outcome.entries), adoption.name, project.settings.versioned)
    compared = sum(len(entry.outputs) for entry in outcome.entries)
    print(f"  {compared} outputs recorded, {len(outcome.evidence.exempt)} cells not compared")
    return 0


def _judged(project: Project, adoption: Adoption, first: Outcome) -> PageOutcome:
    """The page as it will be, with what the first run showed; keeps open what still is wrong."""
    page = _read(project, {adoption.name: adoption})[adoption.name]
    ran = first.pages[adoption.name]
    assert ran.page is not None  # it ran
    for cell, executed in zip(page.code_cells, ran.page.code_cells, strict=True):
        cell.node.outputs, cell.error_types = executed.node.outputs, executed.error_types
    outcome = verify(project, Execution(page, seconds=ran.seconds), None, ran.device)
    adoption.open += [f for f in outcome.findings if f.kind is not Kind.RECORD]
    return outcome
