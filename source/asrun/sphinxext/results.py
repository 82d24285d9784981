"""What the build knows of each executed page, kept in Sphinx's environment between builds."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from nbformat import NotebookNode
from sphinx.environment import BuildEnvironment

from asrun.verify.report import Evidence


@dataclass
class PageResult:
    """An executed and verified page.

    Attributes:
        notebook: cells with their outputs, as published.
        lines: first source line of each cell, from 1.
        evidence: what its verification rests on.
        covers: for each fact's id, the lines of the cells that claim to show it.
        dependencies: files that make the page run again when they change.
        raises: the type of each expected error, by line.
        seconds: wall time of its execution.
        green: whether nothing was found; other pages run again in the next build.
        device: what it ran on, such as `8 CPU devices`.
        on_gpu: whether that is a GPU.
        recording: from which recorded cells were filled in, as a reader is told.
        left_out: parts that are not shown, for want of a recording.
    """

    notebook: NotebookNode
    lines: list[int]
    evidence: Evidence
    covers: dict[str, list[int]] = field(default_factory=dict)
    dependencies: list[Path] = field(default_factory=list)
    raises: dict[int, str] = field(default_factory=dict)
    seconds: float = 0.0
    green: bool = True
    device: str = ""
    on_gpu: bool = False
    recording: str = ""
    left_out: int = 0


def results(env: BuildEnvironment) -> dict[str, PageResult]:
    """The results of all executed pages, by docname."""
    if not hasattr(env, "jax101_results"):
        env.jax101_results = {}  # type: ignore[attr-defined]
    return cast(dict[str, PageResult], env.jax101_results)  # type: ignore[attr-defined]
