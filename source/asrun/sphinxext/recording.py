"""After a build on another platform: keep what its cells printed, and the evidence, for all builds.

The recordings go to `_recordings/`, the evidence to the file of `asrun_platform_evidence`; a person
reads their diff and commits them.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util import logging

from asrun.files import write_whole
from asrun.outcome import PageOutcome
from asrun.project import Project
from asrun.records.recordings import Recording, RecordingError, as_data, recording_path
from asrun.sphinxext.build import project_of
from asrun.sphinxext.outcomes import outcomes

logger = logging.getLogger(__name__)


def setup_recording(app: Sphinx) -> None:
    """Write when the build is done."""
    app.connect("build-finished", _write)


def _write(app: Sphinx, exception: Exception | None) -> None:
    known = outcomes(app.env)
    ran = {name: outcome for name, outcome in sorted(known.items()) if outcome.platform}
    verified = all(outcome.verified for outcome in known.values())
    if exception or not verified or not app.config.asrun_record or not ran:
        return
    date = datetime.now(UTC).date().isoformat()
    project = project_of(app)
    files: dict[Path, dict[str, Any] | None] = {}
    for name, outcome in ran.items():
        path = recording_path(project.source, name)
        files[path] = _recording(name, outcome, project.version, date)
    pages = {name: _facts(project, name, outcome, date) for name, outcome in ran.items()}
    files[_evidence_file(app)] = {"pages": pages}
    for path, data in files.items():  # all of them could be made, so none is written alone
        if data:
            text = json.dumps(data, indent=1, ensure_ascii=False) + "\n"
            write_whole(path, text)
        else:
            path.unlink(missing_ok=True)
    logger.info("recorded: %s; read the difference and commit it", ", ".join(ran))


def _recording(name: str, outcome: PageOutcome, version: str, date: str) -> dict[str, Any] | None:
    assert outcome.page is not None  # it ran
    cells = {
        cell.source: list(cell.node.outputs)
        for cell in outcome.page.code_cells
        if cell.options.recorded
    }
    try:
        return as_data(Recording(outcome.device, version, date, cells)) if cells else None
    except RecordingError as error:
        raise SphinxError(f"{name}: {error}") from None


def _facts(project: Project, name: str, outcome: PageOutcome, date: str) -> dict[str, Any]:
    evidence = outcome.evidence
    return {
        "compared": evidence.compared,
        "within_gpu_tolerance": evidence.within_platform_tolerance,
        "declared": {str(line): reason for line, reason in evidence.declared_elsewhere.items()},
        "device": outcome.device,
        project.settings.versioned or "version": project.version,
        "date": date,
        "record": _digest(project.record(name)),
    }


def platform_evidence(app: Sphinx) -> dict[str, dict[str, Any]]:
    """What another platform verified, by docname of pages that are there; empty without evidence.

    A page whose record has changed since says so under `changed`.
    """
    try:
        data = json.loads(_evidence_file(app).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    project = project_of(app)
    return {
        name: {**facts, "changed": facts["record"] != _digest(project.record(name))}
        for name, facts in data["pages"].items()
        if name in app.env.found_docs
    }


def _evidence_file(app: Sphinx) -> Path:
    return Path(app.srcdir, str(app.config.asrun_platform_evidence))


def _digest(record: Path) -> str | None:
    """What the record of a page was when it was verified."""
    return hashlib.sha256(record.read_bytes()).hexdigest()[:12] if record.exists() else None
