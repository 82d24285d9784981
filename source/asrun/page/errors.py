"""What is wrong with a page before any of its cells runs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


class PageError(ValueError):
    """One fault of a page, or of a file that it includes. `line` counts from 1."""

    def __init__(self, path: Path, line: int, message: str) -> None:
        super().__init__(f"{path}:{line}: {message}")
        self.path, self.line, self.message = path, line, message


class PageErrors(ValueError):
    """All that is wrong with a page."""

    def __init__(self, errors: Sequence[PageError]) -> None:
        super().__init__("\n".join(map(str, errors)))
        self.errors = list(errors)
