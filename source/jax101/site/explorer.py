"""The `sharding-explorer` directive: its place on a page, a table of the main cases, and its data.

JAX computes the data once for each version of JAX and of the code, in a process of its own, and only
when a page has the directive. The result is kept beside the doctrees.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

import jax101.pictures
from jax101.kernel.environment import KERNEL_ENVIRONMENT
from jax101.site.evidence import table

logger = logging.getLogger(__name__)

DATA = "explorer-data.js"
_PLACE = "jax101-explorer"
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
        file = _data_file(Path(self.env.doctreedir))
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


def setup(app: Sphinx) -> None:
    app.add_directive("sharding-explorer", ShardingExplorer)
    app.connect("env-updated", _publish)
    app.connect("html-page-context", _add_scripts)


def _data_file(doctrees: Path) -> Path:
    """The data of the explorer, computed now unless this JAX and this code already have."""
    folder = Path(jax101.pictures.__file__).parent
    code = b"".join(path.read_bytes() for path in sorted(folder.glob("*.py")))
    key = hashlib.sha256(version("jax").encode() + code).hexdigest()[:16]
    file = doctrees / f"explorer-{key}.js"
    if not file.exists():
        logger.info("computing the cases of the sharding explorer…")
        with tempfile.TemporaryDirectory(dir=doctrees) as scratch:
            _compute(Path(scratch, DATA), folder.parents[1])
            Path(scratch, DATA).replace(file)
    return file


def _compute(file: Path, source: Path) -> None:
    """Run the computation in a process of its own, with 8 devices."""
    paths = [str(source), os.environ.get("PYTHONPATH", "")]
    environment = {"PYTHONPATH": os.pathsep.join(filter(None, paths))}
    done = subprocess.run(
        [sys.executable, "-m", "jax101.pictures.explorer", str(file)],
        env={**os.environ, **KERNEL_ENVIRONMENT, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise ExtensionError(f"the sharding explorer's data were not computed:\n{done.stderr}")


def _publish(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Put the data into the site, if a page uses them."""
    if app.builder.format == "html" and any(_PLACE in data for data in env.metadata.values()):
        target = Path(app.outdir) / "_static" / DATA
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(_data_file(Path(env.doctreedir)).read_bytes())
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
