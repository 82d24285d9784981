"""Where a site keeps what may be lost but takes long to make, and how much of it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

VARIABLE = "ASRUN_CACHE"
"""Names a folder that several checkouts, or several machines, use together."""

_MOST = 8  # files for one page: for several Pythons, and for going back and forth


def kept_folder(root: Path) -> Path:
    """Where a site keeps it; `VARIABLE` names another folder.

    Args:
        root: the folder of conf.py.
    """
    shared = os.environ.get(VARIABLE)
    return Path(shared).expanduser().resolve() if shared else root / "_build" / "kept"


def latest_first(files: Iterable[Path]) -> list[Path]:
    """Files by the time of their last change or use; another build may remove one meanwhile."""

    def when(path: Path) -> int:
        try:
            return path.stat().st_mtime_ns
        except OSError:
            return 0

    return sorted(files, key=when, reverse=True)


def leave_latest(files: Iterable[Path]) -> None:
    """Remove all but the latest of the files kept for one thing."""
    for old in latest_first(files)[_MOST:]:
        old.unlink(missing_ok=True)
