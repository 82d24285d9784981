"""Snapshots of what pages print, and the table of what differs."""

from __future__ import annotations

import json

import pytest
from nbformat import NotebookNode, v4

from asrun.page.cell import Cell, Page
from asrun.records.outputs import Output
from asrun.verify import drift

pytestmark = pytest.mark.newest


def snapshot(folder, version, **cells):
    made = [
        Cell(v4.new_code_cell(source), 1, shown=[Output("stdout", text)])
        for source, text in cells.items()
    ]
    page = Page("page", folder / "page.md", made, NotebookNode())
    file = folder / f"{version}.json"
    drift.write_snapshot(file, f"lib {version}", [page], {})
    return drift.read_snapshot(file)


def test_drift_is_a_table_of_what_differs(tmp_path):
    old = snapshot(tmp_path, "0.10.2", a="1.0000001", b="x | y", c="same")
    same = snapshot(tmp_path, "0.11.0", a="1.0000002", b="x | y", c="same")
    new = snapshot(tmp_path, "0.12.0", a="1.0000001", b="x | <z>", c="same")
    assert drift.table([old, same]) == ("lib 0.11.0 prints what lib 0.10.2 prints.", 0)
    text, rows = drift.table([old, same, new])
    assert rows == 1
    row = text.splitlines()[-1]
    assert row == (
        "| page | <code>b</code> | lib 0.12.0 | <code>-- stdout<br>x &#124; y</code> "
        "| <code>-- stdout<br>x &#124; &lt;z></code> |"
    )


def test_a_page_that_stops_on_another_version_is_in_the_table(tmp_path):
    old = snapshot(tmp_path, "0.10.2", a="1")
    faults = {"page": ["the cell raised X"]}
    drift.write_snapshot(tmp_path / "new.json", "lib 0.13.0", [], faults)
    text, rows = drift.table([old, drift.read_snapshot(tmp_path / "new.json")])
    assert rows == 2
    stops = (
        "| page | <code>(the page stops)</code> | lib 0.13.0 |  | <code>the cell raised X</code> |"
    )
    assert stops in text


@pytest.mark.parametrize("content", [None, "", "[]", json.dumps({"format": "other"})])
def test_a_file_that_is_no_snapshot(tmp_path, content):
    file = tmp_path / "file.json"
    if content is not None:
        file.write_text(content)
    with pytest.raises(drift.SnapshotError, match="not a snapshot; write one with"):
        drift.read_snapshot(file)
