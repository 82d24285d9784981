"""The `sharding-explorer` directive: its place on a page, a table of the main cases, and its data.

JAX computes the data once for each machine, its packages and this code, and only when a page has
the directive: in a process of its own, while the pages run. The result is kept between builds.
"""

from __future__ import annotations

import atexit
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective

import jax101.pictures
from asrun.keeping import kept_folder
from asrun.sphinxext.tables import table
from asrun.surroundings import code, machine
from jax101_site.kernels import ENVIRONMENT

DATA = "explorer-data.js"
_PLACE = "jax101-explorer"
_PICTURES = Path(jax101.pictures.__file__).parent
_MAIN_CASES = (
    ((16,), 0, ("x",)),
    *(
        ((8, 4), 1, spec)
        for spec in [
            (None, None),
            ("x", None),
            (None, "y"),
            ("x", "y"),
            ("y", "x"),
            (("x", "y"), None),
            ("x", "x"),
        ]
    ),
    ((6, 8), 1, ("x", None)),
    ((8, 4, 2), 3, ("x", "y", "z")),
)


class ShardingExplorer(SphinxDirective):
    """The place that the script fills, and below it what readers without scripts see."""

    def run(self) -> list[nodes.Node]:
        file = _data_file(self.env.app)
        self.env.metadata[self.env.docname][_PLACE] = True
        self.env.note_dependency(str(file))
        place = nodes.raw("", f'<div class="{_PLACE}"></div>', format="html")
        header = (
            "Mesh",
            "Spec",
            "Type of x",
            "Shard",
            "Copies",
            "y = x.sum(axis=0)",
            "Moved for y",
        )
        text = file.read_text(encoding="utf-8")
        data = json.loads(text[text.index("{") : text.rindex("}") + 1])
        return [place, table(header, [_row(data, *case) for case in _MAIN_CASES])]


class Computation:
    """The data being computed in a process of its own, on 8 devices, beside what the build does."""

    def __init__(self, file: Path) -> None:
        self._file = file
        file.parent.mkdir(parents=True, exist_ok=True)
        self._scratch = tempfile.TemporaryDirectory(dir=file.parent)
        paths = [str(_PICTURES.parents[1]), os.environ.get("PYTHONPATH", "")]
        environment = {"PYTHONPATH": os.pathsep.join(filter(None, paths))}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "jax101.pictures.explorer", self._result],
            env={**os.environ, **ENVIRONMENT, **environment},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        atexit.register(self.close)  # a build can end before it reads a page

    @property
    def _result(self) -> Path:
        return Path(self._scratch.name, DATA)

    def finish(self) -> None:
        """Wait for the data, and put them where they are kept.

        Raises:
            ExtensionError: JAX could not compute them; the message is JAX's.
        """
        _, complaint = self._process.communicate()
        if self._process.returncode == 0:
            self._result.replace(self._file)
        self.close()
        if self._process.returncode:
            raise ExtensionError(f"the sharding explorer's data were not computed:\n{complaint}")

    def close(self) -> None:
        """End the process, if it still runs, and leave nothing of it behind."""
        atexit.unregister(self.close)
        with self._process:  # waits for its end, and closes what it wrote to
            self._process.kill()
        self._scratch.cleanup()


def setup(app: Sphinx) -> None:
    app.add_directive("sharding-explorer", ShardingExplorer)
    app.connect("env-before-read-docs", _begin, priority=400)  # before pages run
    app.connect("env-before-read-docs", _finish, priority=600)  # after
    app.connect("env-updated", _publish)
    app.connect("html-page-context", _add_scripts)


def _begin(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Start to compute the data if a page needs them and they are not there; read it again."""
    file, app.jax101_explorer = _data_file(app), None  # type: ignore[attr-defined]
    if file.exists():
        return
    docnames += [n for n in env.found_docs if _PLACE in env.metadata[n] and n not in docnames]
    # As bytes: a page that cannot be decoded is for others to report.
    if any(b"{sharding-explorer}" in Path(env.doc2path(n)).read_bytes() for n in docnames):
        app.jax101_explorer = Computation(file)  # type: ignore[attr-defined]


def _finish(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    if app.jax101_explorer:  # type: ignore[attr-defined]
        app.jax101_explorer.finish()  # type: ignore[attr-defined]


def _data_file(app: Sphinx) -> Path:
    """Where the data for this machine and this code are kept."""
    parts = json.dumps([code(_PICTURES), machine(), ENVIRONMENT])
    key = hashlib.sha256(parts.encode()).hexdigest()[:16]
    return kept_folder(Path(app.confdir)) / "explorer" / f"{key}.js"


def _publish(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Put the data into the site, if a page uses them."""
    if app.builder.format == "html" and any(_PLACE in data for data in env.metadata.values()):
        target = Path(app.outdir) / "_static" / DATA
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(_data_file(app).read_bytes())
    return []


def _add_scripts(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Load the script, its data and its style on pages with the directive, and on no others."""
    if _PLACE in app.env.metadata.get(pagename, {}):
        app.add_css_file("explorer.css")
        app.add_js_file(DATA)
        app.add_js_file("explorer.js")


def _row(
    data: dict[str, Any], shape: tuple[int, ...], mesh: int, spec: tuple[Any, ...]
) -> list[nodes.Node]:
    """One case in words: the sum over its first axis, or the error that JAX raises."""
    entries = [
        tuple(entry) if isinstance(entry, list) else entry
        for entry in data["meshes"][mesh]["entries"]
    ]
    place = 0
    for entry in spec:
        place = place * len(entries) + entries.index(entry)
    which = data["shapes"].index(list(shape)) * len(data["meshes"]) + mesh
    record = data["cases"][which][place]
    axes = ", ".join(f"{name}={size}" for name, size in data["meshes"][mesh]["axes"])
    first = [nodes.literal("", axes), nodes.literal("", f"P({', '.join(map(repr, spec))})")]
    if record[0] < 0:
        error = data["errors"][-1 - record[0]].split(":")[0]
        return [*first, nodes.inline("", f"{shape}: {error}"), *(nodes.Text("-") for _ in range(4))]
    # Operations come in threes after the array's own type and map; the first sum is the second.
    (kind, index_map), (summed, _, moves) = record[:2], record[5:8]
    _, shard, starts = data["maps"][index_map]
    rank, devices = len(shape), len(data["meshes"][mesh]["devices"])
    blocks = {tuple(starts[at * rank : (at + 1) * rank]) for at in range(devices)}
    return [
        *first,
        nodes.literal("", data["types"][kind]),
        nodes.literal("", str(tuple(shard))),
        nodes.Text(str(devices // len(blocks))),
        nodes.literal("", data["types"][summed]),
        nodes.Text(", ".join(data["moves"][moves]) or "nothing"),
    ]
