"""`about/verification`: every page and what its verification rests on; also as JSON."""

from __future__ import annotations

import hashlib
import json
from importlib.metadata import version
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from asrun.sphinxext.order import reading_order
from asrun.sphinxext.outcomes import outcomes
from asrun.sphinxext.recording import platform_evidence
from asrun.sphinxext.tables import table

_PLACE = "asrun-verification"


class VerificationTable(SphinxDirective):
    """A place for the table, which is known when all pages have been read."""

    def run(self) -> list[nodes.Node]:
        self.env.note_reread()
        return [nodes.container(classes=[_PLACE])]


def setup_evidence(app: Sphinx) -> None:
    """Register the directive, and write the same as JSON."""
    app.add_directive("asrun-verification", VerificationTable)
    app.connect("doctree-resolved", _fill)
    app.connect("build-finished", _write_json)


def summary(app: Sphinx) -> dict[str, Any]:
    """Every page's evidence, totals, versions and the lock's hash; no times, so that builds agree."""
    pages: dict[str, dict[str, Any]] = {
        name: {
            "cells": outcome.evidence.cells,
            "compared": outcome.evidence.compared,
            "tolerance": outcome.evidence.tolerance,
            "exempt": {str(line): reason for line, reason in outcome.evidence.exempt.items()},
            "expected_errors": outcome.evidence.errors,
            "version_specific": outcome.evidence.versions,
            "within_platform_tolerance": outcome.evidence.within_platform_tolerance,
            "declared_elsewhere": {
                str(k): v for k, v in outcome.evidence.declared_elsewhere.items()
            },
            "device": outcome.device,
            "recorded": outcome.evidence.recorded,
        }
        for name, outcome in sorted(outcomes(app.env).items())
    }
    lock = Path(app.confdir) / "requirements.txt"
    return {
        "pages": pages,
        "elsewhere": platform_evidence(app),
        "totals": {
            key: sum(len(p[key]) if key == "exempt" else p[key] for p in pages.values())
            for key in (
                "cells",
                "compared",
                "tolerance",
                "exempt",
                "expected_errors",
                "version_specific",
            )
        },
        "versions": {name: version(name) for name in app.config.asrun_versions_shown},
        "lock_sha256": hashlib.sha256(lock.read_bytes()).hexdigest() if lock.exists() else None,
    }


def _fill(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    for place in [n for n in doctree.findall(nodes.container) if _PLACE in n["classes"]]:
        place.children = []
        place += _content(summary(app), app, docname)


def _content(data: dict[str, Any], app: Sphinx, docname: str) -> list[nodes.Node]:
    keys = ("cells", "compared", "expected_errors", "tolerance", "exempt", "version_specific")
    header = (
        "Page",
        "Cells",
        "Outputs compared",
        "Expected errors",
        "Tolerance",
        "Exempt",
        "Two forms",
    )
    rows: list[list[nodes.Node]] = []
    for name in reading_order(app.env, data["pages"]):
        page, link = data["pages"][name], _link(app, docname, name)
        numbers = [len(page[key]) if key == "exempt" else page[key] for key in keys]
        rows.append([link, *(nodes.Text(str(number)) for number in numbers)])
    rows.append([nodes.strong("", "All"), *(nodes.Text(str(data["totals"][key])) for key in keys)])
    versions = ", ".join(f"{name} {number}" for name, number in data["versions"].items())
    lock = f"; requirements.txt {data['lock_sha256'][:12]}" if data["lock_sha256"] else ""
    content: list[nodes.Node] = [
        table(header, rows),
        nodes.paragraph("", f"Built with {versions}{lock}."),
    ]
    exempt = {name: page["exempt"] for name, page in data["pages"].items()}
    content += _reasons("Shown but not compared, and why:", exempt)
    return content + (_elsewhere(data["elsewhere"], app, docname) if data["elsewhere"] else [])


def _elsewhere(pages: dict[str, dict[str, Any]], app: Sphinx, docname: str) -> list[nodes.Node]:
    """Which pages were verified on which other device, and when."""
    names = reading_order(app.env, pages)
    what = _versioned(app)
    machines = {name: f"{pages[name]['device']}, {what} {pages[name][what]}" for name in names}
    one = len(set(machines.values())) == 1  # then it is said once, and not in each row
    header = "Page", "Outputs compared", "Within its tolerance", "Date", "Device and version"
    rows: list[list[nodes.Node]] = []
    for name in names:
        facts = pages[name]
        since = "; its record has changed since" if facts["changed"] else ""
        texts = [str(facts["compared"]), str(facts["within_gpu_tolerance"]), facts["date"] + since]
        texts += [] if one else [machines[name]]
        rows.append([_link(app, docname, name), *map(nodes.Text, texts)])
    declared = {name: pages[name]["declared"] for name in names}
    platform = f"another platform, {machines[names[0]]}" if one else "another platform"
    return [
        nodes.paragraph("", f"Compared with the same records on {platform}:"),
        table(header[: len(rows[0])], rows),
        *_reasons("Not compared there, and why:", declared),
    ]


def _versioned(app: Sphinx) -> str:
    return app.config.asrun_versioned or "version"


def _reasons(title: str, pages: dict[str, dict[str, str]]) -> list[nodes.Node]:
    items = [
        nodes.list_item("", nodes.paragraph("", f"{name}, line {line}: {reason}"))
        for name, reasons in pages.items()
        for line, reason in reasons.items()
    ]
    return [nodes.paragraph("", title), nodes.bullet_list("", *items)] if items else []


def _link(app: Sphinx, docname: str, name: str) -> nodes.reference:
    link = nodes.reference("", app.env.titles[name].astext(), internal=True)
    link["refuri"] = app.builder.get_relative_uri(docname, name)
    return link


def _write_json(app: Sphinx, exception: Exception | None) -> None:
    if exception or app.builder.format != "html":
        return
    target = Path(app.outdir) / "about" / "verification.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(summary(app), indent=1) + "\n", encoding="utf-8")
    # Seconds differ from build to build, so they are not part of the site.
    seconds = {
        name: round(outcome.seconds, 3) for name, outcome in sorted(outcomes(app.env).items())
    }
    (Path(app.doctreedir).parent / "seconds.json").write_text(
        json.dumps(seconds, indent=1) + "\n", encoding="utf-8"
    )
