"""After a build on a GPU: keep what its cells printed, and the evidence, for builds without one.

The recordings go to `docs/_recordings/`, the evidence to `docs/about/_gpu.json`; a person reads
their diff and commits them.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util import logging

from asrun.page.recorded import is_recorded
from asrun.sphinxext.results import PageResult, results
from asrun.records.recordings import (
    Recording,
    RecordingError,
    as_data,
    recording_path,
    write_json,
)
from asrun.records.files import record_path

logger = logging.getLogger(__name__)
EVIDENCE = Path("about", "_gpu.json")


def setup(app: Sphinx) -> None:
    app.add_config_value("jax101_record", False, "", types=frozenset({bool}))
    app.connect("build-finished", _write)


def _write(app: Sphinx, exception: Exception | None) -> None:
    ran = {name: result for name, result in sorted(results(app.env).items()) if result.on_gpu}
    verified = all(result.green for result in results(app.env).values())
    if exception or not verified or not app.config.jax101_record or not ran:
        return
    date = datetime.now(UTC).date().isoformat()
    files: dict[Path, dict[str, Any] | None] = {}
    for name, result in ran.items():
        path = recording_path(Path(app.env.doc2path(name)), name)
        files[path] = _recording(name, result, date)
    pages = {name: _facts(app, name, result, date) for name, result in ran.items()}
    files[Path(app.srcdir) / EVIDENCE] = {"pages": pages}
    for path, data in files.items():  # all of them could be made, so none is written alone
        if data:
            write_json(path, data)
        else:
            path.unlink(missing_ok=True)
    logger.info("recorded: %s; read the difference and commit it", ", ".join(ran))


def _recording(name: str, result: PageResult, date: str) -> dict[str, Any] | None:
    cells = {
        cell.source: list(cell.outputs)
        for cell in result.notebook.cells
        if cell.cell_type == "code" and is_recorded(cell)
    }
    try:
        recording = Recording(result.device, version("jax"), date, cells)
        return as_data(recording) if cells else None
    except RecordingError as error:
        raise SphinxError(f"{name}: {error}") from None


def _facts(app: Sphinx, name: str, result: PageResult, date: str) -> dict[str, Any]:
    evidence = result.evidence
    return {
        "compared": evidence.compared,
        "within_gpu_tolerance": evidence.within_gpu_tolerance,
        "declared": {str(line): reason for line, reason in evidence.other_on_gpu.items()},
        "device": result.device,
        "jax": version("jax"),
        "date": date,
        "record": _digest(app, name),
    }


def gpu_evidence(app: Sphinx) -> dict[str, dict[str, Any]]:
    """What a GPU verified, by docname of pages that are there; empty without such evidence.

    A page whose record has changed since says so under `changed`.
    """
    try:
        data = json.loads((Path(app.srcdir) / EVIDENCE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return {
        name: {**facts, "changed": facts["record"] != _digest(app, name)}
        for name, facts in data["pages"].items()
        if name in app.env.found_docs
    }


def _digest(app: Sphinx, name: str) -> str | None:
    """What the record of a page was when it was verified."""
    path = record_path(Path(app.srcdir), name)
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12] if path.exists() else None
