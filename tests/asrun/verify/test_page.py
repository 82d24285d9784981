"""Verification of a page that ran: cases in plain text, evidence, and another platform."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from asrun.page.front_matter import HEAD
from asrun.page.read import read_page
from asrun.platforms import Platform
from asrun.records.files import Record, cell_keys, read_record, write_record
from asrun.verify.page import Against, verify_page

pytestmark = pytest.mark.newest

VERSION = "2.5"


def cases(path):
    """Return the four parts of each case, with its title."""
    _, *parts = path.read_text(encoding="utf-8").split("\n@@@ ")
    for part in parts:
        title, _, rest = part.partition("\n")
        yield title, *(piece.strip("\n") for piece in re.split(r"^@@$", rest, flags=re.MULTILINE))


CASES = list(cases(Path(__file__).with_name("cases.txt")))


def ran(folder, text, outputs):
    """Return a page whose cells show the outputs of a record."""
    path = folder / "page.md"
    path.write_text(f"{HEAD}{text}\n")
    page = read_page("page", path)
    file = folder / "outputs.txt"
    file.write_text(outputs + "\n")
    shown = {entry.key: entry.outputs for entry in read_record(file, "lib").entries}
    keys = cell_keys([cell.source for cell in page.code_cells])
    assert set(shown) <= set(keys), "the outputs are of cells of the page"
    for key, cell in zip(keys, page.code_cells, strict=True):
        cell.shown = shown.get(key, [])
        if any(output.kind == "error Own" for output in cell.shown):
            cell.error_types = ("Own", "Base", "Exception")
    return page


def verify(page, record, *, platform=None, repetitions=True):
    against = Against(record, "lib", VERSION, "accept with: x", platform, repetitions)
    return verify_page(page, against)


@pytest.mark.parametrize(
    "text, outputs, record, expected", [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_findings(tmp_path, text, outputs, record, expected):
    page = ran(tmp_path, text, outputs)
    file = tmp_path / "page.txt"
    if record == "SAME":
        file.write_text(outputs + "\n")
    elif record != "NONE":
        file.write_text(record + "\n")
    found = [f"{f.path.name}:{f.line} [{f.kind}] {f.message}" for f in verify(page, file).findings]
    wanted = expected.splitlines()
    assert len(found) == len(wanted), "\n\n".join(found)
    for said, start in zip(found, wanted, strict=True):
        assert said.startswith(start)
    # Each says in its last line what to do, or holds it in its first.
    assert all(
        re.search(r"accept with: x|:\w+:|\{out\}|prose quotes|expected", said) for said in found
    )


@pytest.mark.parametrize("text, outputs", [c[1:3] for c in CASES], ids=[c[0] for c in CASES])
def test_what_is_accepted_is_verified(tmp_path, text, outputs):
    """A record written from a run leaves only findings that are fixed in the page."""
    page = ran(tmp_path, text, outputs)
    file = tmp_path / "page.txt"
    first = verify(page, file)
    if first.entries:
        write_record(Record(file, first.entries), "page", "lib")
    again = verify(page, file)
    assert not {f.kind.label for f in again.findings} & {"record", "output"}
    assert again.changed == set()


def test_repetitions_are_no_fault_where_a_site_does_not_ask(tmp_path):
    page = ran(tmp_path, "```{code-cell}\nf()\n```\n\nIt is 41.", "== f()\n-- result\n    41")
    (tmp_path / "page.txt").write_text("== f()\n-- result\n    41\n")
    assert len(verify(page, tmp_path / "page.txt").findings) == 1
    assert not verify(page, tmp_path / "page.txt", repetitions=False).findings


def test_evidence_is_counted(tmp_path):
    cells = [
        ("", "a()"), ("", "b()"), (":tolerance: 0.1\n", "c()"), (":uncompared: varies\n", "d()"),
        (":raises: Own\n", "e()"), ("", "f()"), (":differs: 2.0\n", "g()"),
    ]  # fmt: skip
    text = "\n\n".join(f"```{{code-cell}}\n{options}{code}\n```" for options, code in cells)
    outputs = (
        "== a()\n-- stdout\n    1\n\n== b()\n-- stdout\n    2\n-- result\n    3\n\n== c()\n"
        "-- result\n    4.0\n\n== d()\n-- result\n    5\n\n== e()\n-- error Own\n    no\n\n"
        "== g()\n-- result\n    6\n"
    )
    page = ran(tmp_path, text, outputs)
    file = tmp_path / "page.txt"
    write_record(Record(file, verify(page, file).entries), "page", "lib")
    verdict = verify(page, file)
    assert verdict.findings == []
    evidence = verdict.evidence
    assert (evidence.cells, evidence.compared, evidence.tolerance) == (7, 6, 1)
    assert (list(evidence.exempt.values()), evidence.errors, evidence.versions) == (
        ["varies"],
        1,
        1,
    )


GPU = Platform("gpu", tolerance=2e-3, names=((re.compile(r"\b(?:cpu|gpu):(\d+)"), r"device:\1"),))


@pytest.mark.parametrize(
    "recorded, there, rounded, findings",
    [
        ("cpu:3 (4,)", "gpu:3 (4,)", 0, 0),
        ("[1.0001]", "[1.0009]", 1, 0),
        ("[1.0001]", "[1.01]", 0, 1),
        ("cpu:3", "gpu:4", 0, 1),
        ("12", "13", 0, 1),
    ],
)
def test_on_another_platform(tmp_path, recorded, there, rounded, findings):
    (tmp_path / "page.txt").write_text(f"== f()\n-- result\n    {recorded}\n")
    page = ran(tmp_path, "```{code-cell}\nf()\n```", f"== f()\n-- result\n    {there}")
    verdict = verify(page, tmp_path / "page.txt", platform=GPU)
    assert verdict.evidence.within_platform_tolerance == rounded
    assert len(verdict.findings) == findings
    assert len(verify(page, tmp_path / "page.txt").findings) == 1, "here it would be a difference"


def test_what_is_declared_to_differ_on_a_gpu(tmp_path):
    (tmp_path / "page.txt").write_text("== f()\n-- result\n    1\n")
    text = "```{code-cell}\n:on-gpu: it is faster there\nf()\n```"
    page = ran(tmp_path, text, "== f()\n-- result\n    2")
    there = verify(page, tmp_path / "page.txt", platform=GPU)
    assert (there.findings, list(there.evidence.declared_elsewhere.values())) == (
        [],
        ["it is faster there"],
    )
    assert there.evidence.compared == 0
    assert len(verify(page, tmp_path / "page.txt").findings) == 1


def test_it_needs_no_sphinx():
    script = (
        "import sys, asrun.verify.page, asrun.verify.drift;"
        "print([m for m in sys.modules if m.split('.')[0] in ('sphinx', 'docutils', 'jax', 'IPython')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"
