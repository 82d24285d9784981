"""Policies, prose and drift, without Sphinx and without a kernel."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from asrun.verify import drift
from asrun.verify.page import verify_page
from asrun.page.options import OptionError, Policy
from asrun.verify.prose import CodeCell, check_prose
from asrun.records.files import Record, write_record
from asrun.verify.report import Cell


def stdout(text):
    return {"output_type": "stream", "name": "stdout", "text": text}


def stderr(text):
    return {"output_type": "stream", "name": "stderr", "text": text}


def error(name, text):
    return {"output_type": "error", "ename": name, "evalue": text}


@pytest.fixture
def verify(tmp_path):
    """Return a function that verifies cells against the record of others."""

    def run(recorded, cells, version="0.12.0"):
        page, file = tmp_path / "page.md", tmp_path / "page.txt"
        if recorded is not None:
            report = verify_page("page", page, recorded, file, version)
            write_record(Record(file, report.entries), "page")
        return verify_page("page", page, cells, file, version)

    return run


def code(source, *outputs, line=10, types=(), **options):
    return Cell(line, source, Policy.from_options(options), outputs, types)


def test_it_needs_no_sphinx():
    script = "import sys, asrun.verify.page, asrun.verify.drift; print([m for m in sys.modules if m.split('.')[0] in ('sphinx', 'docutils', 'jax', 'myst_nb')])"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


def test_evidence_is_counted(verify):
    cells = [
        code("a", stdout("1")),
        code("b", stdout("2"), {"output_type": "execute_result", "data": {"text/plain": "3"}}),
        code("c", stdout("4.0"), tolerance="0.1"),
        code("d", stdout("5"), uncompared="varies", line=30),
        code("e", error("KeyError", "k"), raises="KeyError"),
        code("f"),
        Cell(40, "Text."),
    ]
    report = verify(cells, cells)
    assert report.findings == []
    evidence = report.evidence
    assert (evidence.cells, evidence.compared, evidence.tolerance) == (6, 5, 1)
    assert (evidence.exempt, evidence.errors) == ({30: "varies"}, 1)


def test_what_is_not_compared_may_change_but_not_fail(verify):
    old = [code("a", stdout("1"), uncompared="varies")]
    assert verify(old, [code("a", stdout("2"), uncompared="varies")]).findings == []
    noisy = verify(old, [code("a", stderr("oh"), uncompared="varies")])
    assert [f.kind for f in noisy.findings] == ["output"]


def test_moving_a_cell_is_no_difference(verify):
    a, b = code("a", stdout("1")), code("b", stdout("2"))
    assert verify([a, b], [b, a]).findings == []


def test_an_error_may_be_named_by_any_of_its_bases(verify):
    raised = error("Own", "x")
    own = code("a", raised, raises="package.Base", types=["Own", "Base", "Exception"])
    assert verify([own], [own]).findings == []
    other = code("a", raised, raises="OSError", types=["Own", "Base", "Exception"])
    (finding,) = verify([own], [other]).findings
    assert finding.message == "expected OSError, but the cell raised Own"


def test_a_sharding_display_without_labels_is_refused(verify):
    wide = {"text/plain": "\x1b[38;2;0;0;0m    \x1b[0m", "text/html": "<pre> </pre>"}
    cells = [code("a", {"output_type": "display_data", "data": wide})]
    (finding,) = verify(cells, cells).findings
    assert "lost its labels" in finding.message


@pytest.mark.parametrize(
    "options, message",
    [
        ({"rasies": "KeyError"}, "unknown cell option"),
        ({"tags": ["raises-exception"]}, "accepts any error"),
        ({"raises": None}, "needs a value"),
        ({"raises": "Two, Types"}, "names one class"),
        ({"tolerance": 0}, "between 0 and 1"),
        ({"tolerance": "nan"}, "between 0 and 1"),
        ({"tolerance": "1.0"}, "between 0 and 1"),
        ({"uncompared": " "}, "needs a value"),
        ({"uncompared": "x", "tolerance": "0.1"}, "contradict"),
        ({"differs": "new"}, "is a JAX version"),
    ],
)
def test_options_that_are_refused(options, message):
    with pytest.raises(OptionError, match=message):
        Policy.from_options(options)


def test_options_that_are_taken():
    policy = Policy.from_options(
        {
            "raises": "jax.errors.TracerBoolConversionError",
            "covers": "a.b, c.d",
            "draw": "x f(x, y) jnp.matmul(x,y)",
            "tags": ["hide-input"],
        }
    )
    assert policy.raises == "TracerBoolConversionError"
    assert (policy.covers, policy.draw) == (("a.b", "c.d"), ("x", "f(x, y)", "jnp.matmul(x,y)"))


ABOVE = CodeCell("loop", "x = 3", "stdout\n41 equations of 2.50 kB\nf32[8,4]")


@pytest.mark.parametrize(
    "text",
    [
        "There are {out}`41` equations.",
        "It has {out}`41 equations` and {out}`f32[8,4] <loop>`.",
        "The input is 3, and 410 or 1.41 or 5 are other numbers.",
        "In 41-bit, v41 and `x = 3`.",
        "[link](page41.html) <https://x.org/41> {ref}`41`",
        "```\n41\n```",
        "(place-41)=\n",
    ],
)
def test_prose_that_is_fine(text):
    assert list(check_prose(text, [ABOVE], [ABOVE])) == []


@pytest.mark.parametrize(
    "text, line, message",
    [
        ("One.\nThere are 41 of them.", 1, "41 repeats the output"),
        ("The size is 2.50 kB.", 0, "2.50 repeats the output"),
        ("The type is `f32[8,4]`.", 0, "`f32[8,4]` repeats the output"),
        ("\nIt is {out}`5`.", 1, "prose quotes `5`, which is not in the output of the cell above"),
        ("It is {out}`2.5`.", 0, "which is not in the output"),
        ("It is {out}`41 <pool>`.", 0, "no cell has ':label: pool'"),
    ],
)
def test_prose_that_is_not(text, line, message):
    (fault,) = check_prose(text, [ABOVE], [ABOVE])
    assert fault.line == line
    assert message in fault.message


def test_prose_above_all_code():
    (fault,) = check_prose("It is {out}`1`.", [], [ABOVE])
    assert "no code cell stands above" in fault.message
    assert list(check_prose("There are 41.", [], [ABOVE])) == []


def snapshot(folder, jax, **cells):
    made = {"page": [code(source, stdout(text)) for source, text in cells.items()]}
    drift.write_snapshot(folder / f"{jax}.json", jax, made, {})
    return drift.read_snapshot(folder / f"{jax}.json")


def test_drift_is_a_table_of_what_differs(tmp_path):
    old = snapshot(tmp_path, "0.10.2", a="1.0000001", b="x | y", c="same")
    same = snapshot(tmp_path, "0.11.0", a="1.0", b="x | y", c="same")
    new = snapshot(tmp_path, "0.12.0", a="1.0", b="x | <z>", c="same")
    assert drift.table([old, same]) == ("JAX 0.11.0 prints what JAX 0.10.2 prints.", 0)
    text, rows = drift.table([old, same, new])
    assert rows == 1
    row = text.splitlines()[-1]
    assert row == (
        "| page | <code>b</code> | 0.12.0 | <code>-- stdout<br>x &#124; y</code> "
        "| <code>-- stdout<br>x &#124; &lt;z></code> |"
    )


def test_a_page_that_stops_on_another_jax_is_in_the_table(tmp_path):
    old = snapshot(tmp_path, "0.10.2", a="1")
    drift.write_snapshot(
        tmp_path / "new.json", "0.13.0", {"page": []}, {"page": ["the cell raised X"]}
    )
    text, rows = drift.table([old, drift.read_snapshot(tmp_path / "new.json")])
    assert rows == 2
    assert (
        "| page | <code>(the page stops)</code> | 0.13.0 |  | <code>the cell raised X</code> |"
        in text
    )


@pytest.mark.parametrize("content", [None, "", "[]", json.dumps({"format": "other"})])
def test_a_file_that_is_no_snapshot(tmp_path, content):
    file = tmp_path / "file.json"
    if content is not None:
        file.write_text(content)
    with pytest.raises(drift.SnapshotError, match="not a snapshot; write one with"):
        drift.read_snapshot(file)
