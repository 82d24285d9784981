"""What the engine can find wrong with a page: every kind is declared here, once."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path


class Kind(Enum):
    """A kind of finding: its name in `[asrun.name]`, and what it means."""

    PAGE = "page", "the page cannot be read: front matter, an option, a cell's syntax or place"
    EXECUTION = "execution", "a cell did not end as it should: an error, a limit, a dead kernel"
    OUTPUT = "output", "an output is not the recorded one"
    UNDECLARED = (
        "undeclared",
        "a warning, or text on stderr, that no option of the cell declares; or none where one is declared",
    )
    ERROR = "error", "a declared error did not come, or another one did"
    RECORD = "record", "a record is missing, unused, out of date or not readable"
    PROSE = "prose", "prose repeats an output that says something else, or repeats it unchecked"
    MACHINE = "machine", "this machine cannot run the pages"

    def __init__(self, label: str, meaning: str) -> None:
        self.label = label
        self.meaning = meaning

    def __str__(self) -> str:
        return f"asrun.{self.label}"


@dataclass(frozen=True)
class Finding:
    """Something that keeps a page from being published.

    Attributes:
        kind: of what sort it is.
        path: the file to change.
        line: in it, from 1.
        message: what is wrong and, on its last line, the way out.
        page: the docname of the page that is not verified because of it; empty if none.
    """

    kind: Kind
    path: Path
    line: int
    message: str
    page: str = ""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message} [{self.kind}]"
