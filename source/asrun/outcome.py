"""What came of a run, page by page."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from asrun.findings import Finding
from asrun.page.cell import Page
from asrun.records.files import Entry
from asrun.verify.evidence import Evidence


@dataclass
class PageOutcome:
    """What came of one page.

    Attributes:
        page: with its outputs filled in, if it could be read.
        findings: why it is not verified; empty if it is.
        evidence: what its verification rests on.
        entries: what a record of this run holds.
        changed: keys of those that its record does not hold so.
        dependencies: files that make the page run again when they change.
        device: what it ran on, as a reader is told.
        platform: name of the other platform that it ran on; empty for the usual one.
        seconds: wall time of its execution.
        notes: how it was run otherwise than most pages are.
    """

    page: Page | None
    findings: list[Finding] = field(default_factory=list)
    evidence: Evidence = field(default_factory=Evidence)
    entries: list[Entry] = field(default_factory=list)
    changed: set[str] = field(default_factory=set)
    dependencies: list[Path] = field(default_factory=list)
    device: str = ""
    platform: str = ""
    seconds: float = 0.0
    notes: list[str] = field(default_factory=list)

    @property
    def verified(self) -> bool:
        """Whether nothing was found."""
        return not self.findings


@dataclass
class Outcome:
    """What came of a run: of each page with code or with faults, and of the site as a whole."""

    pages: dict[str, PageOutcome] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def all_findings(self) -> list[Finding]:
        """Every finding, page by page, then those of no page."""
        return [f for outcome in self.pages.values() for f in outcome.findings] + self.findings
