"""Records and recordings that no page uses."""

from __future__ import annotations

from collections.abc import Iterable

from asrun.findings import Finding, Kind
from asrun.project import Project
from asrun.records.files import RECORDS
from asrun.records.recordings import FOLDER as RECORDINGS


def unused(project: Project, with_code: Iterable[str], paths: Iterable[str]) -> list[Finding]:
    """Records and recordings that no page uses.

    Args:
        project: the site.
        with_code: docnames of the pages that have code cells, or cannot be read.
        paths: docnames of all pages.
    """
    names, here = set(with_code), set(paths)
    found = []
    for folder, pattern in ((RECORDS, "*.txt"), (RECORDINGS, "*.json")):
        base = project.source / folder
        for path in sorted(base.rglob(pattern)):
            name = path.relative_to(base).with_suffix("").as_posix()
            if name in names:
                continue
            gone = "a page that has no cell any more" if name in here else "a page that is gone"
            back = "bring back its cells" if name in here else "bring the page back"
            message = f"unused record: of {gone}\ndelete the file, or {back}"
            found.append(Finding(Kind.RECORD, path, 1, message, name if name in here else ""))
    return found
