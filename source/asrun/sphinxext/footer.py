"""What the build adds to an executed page: reasons under exempt outputs, evidence, downloads."""

from __future__ import annotations

from html import escape
from urllib.parse import quote

from docutils import nodes
from sphinx.application import Sphinx

from asrun.outcome import PageOutcome
from asrun.sphinxext.build import project_of
from asrun.sphinxext.outcomes import outcomes
from asrun.verify.evidence import Evidence

RECORDED = "asrun-recorded"
"""The class of the frame around what a cell printed elsewhere."""


def setup_footer(app: Sphinx) -> None:
    """Add to each page when it has been read."""
    app.connect("doctree-read", _add)


def sentence(evidence: Evidence, ran_on: str, *, recording: bool = False) -> str:
    """The evidence of a page in one line, such as `23 outputs verified, 2 expected errors, JAX …`.

    Args:
        evidence: of the page.
        ran_on: version and device, as a reader is told.
        recording: whether its recorded cells were filled in, and not run.
    """
    parts = [f"{evidence.compared} output{'s' * (evidence.compared != 1)} verified"]
    if evidence.errors:
        parts.append(f"{evidence.errors} expected error{'s' * (evidence.errors > 1)}")
    if evidence.tolerance:
        parts.append(f"{evidence.tolerance} within a stated tolerance")
    if evidence.within_platform_tolerance:
        parts.append(
            f"{evidence.within_platform_tolerance} of them within the tolerance of the GPU"
        )
    if evidence.declared_elsewhere:
        parts.append(f"{len(evidence.declared_elsewhere)} declared to differ on a GPU")
    if evidence.recorded and recording:
        parts.append(f"{evidence.recorded} recorded elsewhere")
    elif evidence.recorded:
        parts.append(f"{evidence.recorded} that need a GPU not compared")
    if evidence.exempt:
        parts.append(f"{len(evidence.exempt)} shown but not compared")
    return "; ".join(part for part in (", ".join(parts), ran_on) if part)


def _add(app: Sphinx, doctree: nodes.document) -> None:
    name = app.env.current_document.docname
    outcome = outcomes(app.env).get(name)
    if outcome is None or outcome.page is None:
        return
    for cell in list(doctree.findall(nodes.container)):
        if cell.get("nb_element") != "cell_code":
            continue
        options = cell.get("cell_metadata") or {}
        recorded = "recorded" in options
        if recorded and outcome.page.recording:
            _frame(cell, outcome.page.recording.caption())
        elif reason := "it needs a GPU" if recorded else options.get("uncompared"):
            text = f"Shown, not compared: {reason}"
            cell += nodes.paragraph("", "", nodes.Text(text), classes=["asrun-uncompared"])
    top: nodes.Element = next(iter(doctree.findall(nodes.section)), doctree)
    top += _footer(app, name, outcome)


def _frame(cell: nodes.container, caption: str) -> None:
    """Set what a cell printed elsewhere apart from all that this build printed."""
    for output in [n for n in cell.children if isinstance(n, nodes.container)]:
        if output.get("nb_element") != "cell_code_output":
            continue
        # As raw HTML: docutils' own figure is for images, and Sphinx numbers it.
        end = f"<figcaption>{escape(caption)}.</figcaption></figure>"
        position = cell.index(output)
        cell.insert(position + 1, nodes.raw("", end, format="html"))
        cell.insert(position, nodes.raw("", f'<figure class="{RECORDED}">', format="html"))


def _footer(app: Sphinx, name: str, outcome: PageOutcome) -> nodes.container:
    base = name.rpartition("/")[2]
    links = [("Notebook", f"{base}.ipynb"), ("Script", f"{base}.py"), *launch_links(app, name)]
    evidence = nodes.paragraph(classes=["asrun-evidence"])
    recording = bool(outcome.page and outcome.page.recording)
    text = sentence(outcome.evidence, ran_on(app, outcome), recording=recording)
    if not outcome.verified:  # shown all the same: while the site is written
        count = len(outcome.findings)
        text = f"Not verified: {count} finding{'s' * (count != 1)}"
    evidence += nodes.Text(f"{text}.")
    away = nodes.paragraph(classes=["asrun-downloads"])
    away += nodes.Text("Take this page away: ")
    for position, (text, target) in enumerate(links):
        if position:
            away += nodes.Text(" · ")
        away += nodes.reference("", text, refuri=target, internal="://" not in target)
    return nodes.container("", evidence, away, classes=["asrun-footer"])


def ran_on(app: Sphinx, outcome: PageOutcome) -> str:
    """The version and the device that ran a page, such as `jax 0.12.0 on 8 CPU devices`."""
    project = project_of(app)
    version = f"{project.settings.versioned} {project.version}".strip()
    return " on ".join(part for part in (version, outcome.device) if part)


def launch_links(app: Sphinx, name: str) -> list[tuple[str, str]]:
    """Where the page's notebook can be opened; empty unless the repository's address is configured.

    Both services read notebooks from a branch of a GitHub repository, where publishing puts them.
    """
    address = app.config.asrun_repository.rstrip("/").removesuffix(".git")
    prefix = "https://github.com/"
    if not address.startswith(prefix):
        return []
    repository, branch = address.removeprefix(prefix), app.config.asrun_notebook_branch
    path = f"{name}.ipynb"
    return [
        (
            "Open in Colab",
            f"https://colab.research.google.com/github/{repository}/blob/{branch}/{path}",
        ),
        (
            "Open in Binder",
            f"https://mybinder.org/v2/gh/{repository}/{branch}?urlpath={quote(f'lab/tree/{path}')}",
        ),
    ]
