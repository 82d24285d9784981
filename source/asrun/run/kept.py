"""Outputs that earlier runs gave, kept by everything that they depend on.

A page's outputs follow from its code, the files that it read and its surroundings: packages,
Python, machine, settings. All of that is compared before outputs are used again; what differs is
said. A page that does more is never kept: one that starts processes, connects to others, lists or
changes folders, or prints where this checkout lies. Verification is never kept: every build
compares the outputs with their records anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbformat import from_dict

from asrun.files import write_whole
from asrun.keeping import kept_folder, latest_first, leave_latest
from asrun.page.cell import Page
from asrun.project import Project
from asrun.run.execute import Execution
from asrun.surroundings import places, surroundings

_FOUND = (".py", ".so", ".dist-info", ".egg-info")  # beside a page, by an import


@dataclass
class Found:
    """What was kept of a page: its execution, or else why it has to run."""

    execution: Execution | None = None
    why: str = ""


class KeptOutputs:
    """The kept outputs of a site's pages.

    Args:
        project: the site.
        folder: where they are: the page's name is a folder, each entry a file of JSON.
    """

    def __init__(self, project: Project, folder: Path) -> None:
        self._project, self.folder = project, folder
        self._surroundings = surroundings(project)
        self._places = places(project)

    @classmethod
    def of(cls, project: Project) -> KeptOutputs | None:
        """Those of a site in the folder that the environment names, or its own; None if not used.

        Pages that another platform or a cluster runs are not kept: what they depend on is there.
        """
        settings = project.settings
        if not settings.reuse or settings.executor or project.platforms:
            return None
        return cls(project, kept_folder(project.root) / "pages")

    def find(self, page: Page) -> Found:
        """Give a page the outputs of an earlier run, or say why there are none to give."""
        depends = self._depends(page)
        path = self._path(page, depends)
        entry = _read(path)
        if entry is None:
            return Found(why=self._difference(page, depends))
        if entry["never"]:
            return Found(why=f"nothing of it is kept: {entry['never']}")
        try:
            for name, digest in entry["files"].items():
                if self._digest(name) != digest:
                    return Found(why=f"{name} has changed")
            for cell, kept in zip(page.code_cells, entry["cells"], strict=True):
                cell.node.outputs = [from_dict(output) for output in kept["outputs"]]
                cell.node.execution_count = kept["execution_count"]
                cell.error_types = tuple(kept["error_types"])
            opened, notes = map(self._absolute, entry["files"]), list(entry["notes"])
        except (AttributeError, KeyError, TypeError, ValueError):
            return Found(why=f"{path} cannot be read")
        with contextlib.suppress(OSError):
            path.touch()
        return Found(Execution(page, opened=list(opened), notes=notes))

    def keep(self, execution: Execution) -> None:
        """Keep what came of a page; or, if an identical run could give something else, why not."""
        page = execution.page
        if execution.faults:
            return
        depends = self._depends(page)
        cells = [
            {
                "outputs": cell.node.outputs,
                "execution_count": cell.node.execution_count,
                "error_types": list(cell.error_types),
            }
            for cell in page.code_cells
        ]
        never = execution.does[0] if execution.does else ""
        if any(place in json.dumps(cells, ensure_ascii=False) for place in self._places):
            never = "shows where this checkout or this Python lies"
        late = [path for path in execution.opened if _changed_since(path, execution.began)]
        if late and not never:
            never = f"{late[0]} changed while it ran"
        files = {name: self._digest(name) for name in map(self._name, execution.opened)}
        entry: dict[str, Any] = {
            "depends": depends,
            "never": never,
            "files": {},
            "cells": [],
            "notes": [],
        }
        if not never:
            entry |= {"files": files, "cells": cells, "notes": execution.notes}
        path = self._path(page, depends)
        with contextlib.suppress(OSError):  # then the page runs again
            write_whole(path, json.dumps(entry, indent=1, ensure_ascii=False))
            leave_latest(self._entries(page))

    def _depends(self, page: Page) -> dict[str, str]:
        """Everything but the files that it opens, which only a run can tell."""
        code = [
            [cell.source, repr(cell.options.raises), repr(cell.options.show), cell.not_run]
            for cell in page.code_cells
        ]
        # What lies beside a page can take the place of a module that it imports, or be found
        # where a library looks for its plugins among the packages that are installed.
        beside = sorted(
            path.name
            for path in page.path.parent.iterdir()
            if path.suffix in _FOUND or (path / "__init__.py").exists()
        )
        return {
            "its code": json.dumps(code),
            "the modules beside it": json.dumps(beside),
            **self._surroundings,
        }

    def _path(self, page: Page, depends: Mapping[str, str]) -> Path:
        digest = hashlib.sha256(json.dumps(depends, sort_keys=True).encode()).hexdigest()
        return self.folder / page.name / f"{digest[:32]}.json"

    def _entries(self, page: Page) -> list[Path]:
        return list((self.folder / page.name).glob("*.json"))

    def _difference(self, page: Page, depends: Mapping[str, str]) -> str:
        """What is another than in the latest run."""
        for path in latest_first(self._entries(page)):
            if entry := _read(path):
                before: Mapping[str, str] = entry["depends"]
                names = [*depends, *(name for name in before if name not in depends)]
                changed = [name for name in names if depends.get(name) != before.get(name)]
                others = f" and {len(changed) - 1} more" if len(changed) > 1 else ""
                return f"{changed[0]} has changed{others}" if changed else "it was not kept"
        return "it has not run here before, or is not kept"

    def _name(self, path: Path) -> str:
        """A file as an entry names it: from the site's folder, if it is there."""
        root = self._project.root
        return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)

    def _absolute(self, name: str) -> Path:
        return self._project.root / name

    def _digest(self, name: str) -> str | None:
        """The hash of a file; None if there is none, which a page can depend on as well."""
        try:
            return hashlib.sha256(self._absolute(name).read_bytes()).hexdigest()
        except OSError:
            return None


def _changed_since(path: Path, began: float) -> bool:
    """Whether a file may be another than the one that a page found."""
    try:
        return path.stat().st_mtime > began
    except OSError:
        return False


def _read(path: Path) -> dict[str, Any] | None:
    """An entry; None if there is none, or not a whole one."""
    try:
        entry = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    whole = isinstance(entry, dict) and {"depends", "never", "files", "cells"} <= set(entry)
    return entry if whole else None
