"""`about/speed`: the table of measurements that the benchmark keeps in the repository."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from asrun.sphinxext.tables import table
from jax101_site.measurements import COMMAND, DATA, GPU_DATA, HEADER, DataError, Row, read

logger = logging.getLogger(__name__)


class SpeedTable(SphinxDirective):
    """The whole table, and under it what the figures hold for; with `gpu`, that of a GPU."""

    optional_arguments = 1

    def run(self) -> list[nodes.Node]:
        if self.arguments not in ([], ["gpu"]):
            raise self.error(f"'speed' takes nothing or 'gpu', not {self.arguments[0]!r}")
        data = GPU_DATA if self.arguments else DATA
        path = Path(self.env.srcdir, *data.parts[1:])
        self.env.note_dependency(str(path))
        try:
            setting, rows = read(path)
        except FileNotFoundError:
            if self.arguments:  # few machines have a GPU, so this table may come later
                command = nodes.literal("", f"{COMMAND} -- gpu")
                return [nodes.paragraph("", "Not measured yet: ", command)]
            return self._nothing(f"nothing was measured yet; make {path.name} with: {COMMAND}")
        except DataError as error:
            return self._nothing(str(error))
        return content(setting, rows)

    def _nothing(self, message: str) -> list[nodes.Node]:
        logger.warning("%s", message, location=self.get_location(), type="jax101", subtype="speed")
        return []


def content(setting: dict[str, Any], rows: list[Row]) -> list[nodes.Node]:
    """The table and one sentence, as docutils nodes.

    Args:
        setting: versions, the number of cores, and the GPU where there is one.
        rows: the measurements.
    """
    body: list[list[nodes.Node]] = []
    for what, *others in (row.cells() for row in rows):
        body.append([nodes.Text(what), *(nodes.Text(_whole(text)) for text in others)])
    versions = ", ".join(f"{name} {number}" for name, number in setting["versions"].items())
    cores = setting["cores"]
    machine = f"{cores} core{'s' * (cores != 1)}"
    if "device" in setting:
        machine += f" and one {setting['device']}"
    sentence = f"Measured on {machine} with {versions}."
    return [table(HEADER, body), nodes.paragraph("", sentence)]


def _whole(text: str) -> str:
    """Keep a number and its unit, or its sign, on one line."""
    return re.sub(r"(?<=[\d≥≤]) ", "\N{NO-BREAK SPACE}", text)


def setup(app: Sphinx) -> None:
    app.add_directive("speed", SpeedTable)
