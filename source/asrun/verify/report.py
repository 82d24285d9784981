"""What verifying a page takes, and what comes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from asrun.page.options import Policy
from asrun.records.files import Entry

Kind = Literal["output", "error", "record", "prose"]


@dataclass(frozen=True)
class Cell:
    """A cell as the verifier sees it.

    Attributes:
        line: first line in the page, from 1.
        source: code, or Markdown if there is no policy.
        policy: what a code cell is held to; None for prose.
        outputs: of a code cell, in Jupyter's format.
        error_types: the raised error's class and all its bases, by name.
    """

    line: int
    source: str
    policy: Policy | None = None
    outputs: Sequence[Any] = ()
    error_types: Sequence[str] = ()


@dataclass(frozen=True)
class Finding:
    """Something that keeps a page from being published, at a line of a file."""

    kind: Kind
    path: Path
    line: int
    message: str


@dataclass
class Evidence:
    """What the verification of a page rests on.

    Attributes:
        cells: code cells.
        compared: outputs compared with their record.
        tolerance: cells compared within a declared tolerance.
        exempt: reason of each cell whose output is shown but not compared, by line.
        errors: expected errors that were raised.
        versions: cells with a record for older and one for newer JAX versions.
        within_gpu_tolerance: of the outputs compared, those that needed the allowance for a GPU.
        other_on_gpu: reason of each cell that a GPU run does not compare, by line.
        recorded: cells that need a GPU; what they show is not compared.
    """

    cells: int = 0
    compared: int = 0
    tolerance: int = 0
    exempt: dict[int, str] = field(default_factory=dict)
    errors: int = 0
    versions: int = 0
    within_gpu_tolerance: int = 0
    other_on_gpu: dict[int, str] = field(default_factory=dict)
    recorded: int = 0


@dataclass
class Report:
    """The findings of a page, empty if it may be published, and the evidence for it."""

    findings: list[Finding]
    evidence: Evidence
    entries: list[Entry]
    """What a record of this run would hold."""
