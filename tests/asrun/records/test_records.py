"""Records: written to be read, read as they were written, and refused when they are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asrun.records.outputs import Output
from asrun.records.files import (
    Entry,
    Record,
    RecordError,
    cell_keys,
    read_record,
    record_path,
    version_tuple,
    write_record,
)

line = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"))).map(str.rstrip)
body = st.lists(line, max_size=5).map(lambda lines: "\n".join(lines).strip("\n"))
outputs = st.lists(
    st.builds(Output, st.sampled_from(["stdout", "result", "error TypeError", "picture"]), body),
    min_size=1,
    max_size=3,
)
sources = st.lists(line, min_size=1, max_size=6)


@given(sources, st.data())
def test_what_is_written_is_read_again(tmp_path_factory, some, data):
    path = tmp_path_factory.mktemp("records") / "page.txt"
    entries = [Entry(key, None, data.draw(outputs)) for key in cell_keys(some)]
    write_record(Record(path, entries), "page")
    again = read_record(path).entries
    assert [(e.key, e.versions, e.outputs) for e in again] == [
        (e.key, e.versions, e.outputs) for e in entries
    ]
    lines = path.read_text().split("\n")
    assert [lines[e.line - 1] for e in again] == [f"== {e.key}" for e in entries]
    assert [p.name for p in path.parent.iterdir()] == ["page.txt"]


@given(st.binary(max_size=300))
def test_any_file_is_read_or_refused_with_its_line(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("records") / "page.txt"
    path.write_bytes(content)
    try:
        read_record(path)
    except RecordError as error:
        assert str(error).startswith(f"{path}:{error.line}: ")
        assert error.line >= 1


MALFORMED = {
    "text before an entry": ("# head\nstray\n", 2),
    "an output before an entry": ("-- result\n    1\n", 1),
    "text that is not indented": ("== f()\n-- result\n1\n", 3),
    "text before an output": ("== f()\n    1\n", 2),
    "a conflict of git": ("== f()\n-- result\n<<<<<<< HEAD\n    1\n", 3),
    "a tab": ("== f()\n-- result\n\t1\n", 3),
    "two of one cell": ("== f()\n-- result\n    1\n\n== f()\n-- result\n    2\n", 5),
}


@pytest.mark.parametrize("text, number", MALFORMED.values(), ids=MALFORMED)
def test_a_malformed_record_is_refused_at_its_line(tmp_path, text, number):
    path = tmp_path / "page.txt"
    path.write_text(text)
    with pytest.raises(RecordError) as caught:
        read_record(path)
    assert caught.value.line == number


def test_not_utf8(tmp_path):
    path = tmp_path / "page.txt"
    path.write_bytes("# grüße\n".encode("latin-1"))
    with pytest.raises(RecordError, match=r"page\.txt:1: not UTF-8"):
        read_record(path)


def test_a_cell_is_named_by_its_first_telling_line():
    assert cell_keys(
        [
            "import jax\n\nx = 1\ny = 2",
            "import jax",
            "# a comment\n@jax.jit\ndef f(x): ...",
            "x = 1",
            "  x = 1  ",
            "",
        ]
    ) == ["x = 1", "import jax", "def f(x): ...", "x = 1 #2", "x = 1 #3", "(empty)"]


@given(sources)
def test_names_of_cells_are_unique_where_lines_are(some):
    plain = [source for source in some if "#" not in source]
    assert len(set(cell_keys(plain))) == len(plain)


def test_entries_hold_for_versions():
    older, newer = Entry("f()", "< 0.11.0", []), Entry("f()", ">= 0.11.0", [])
    for version, is_newer in {
        "0.10.2": False,
        "0.11.0": True,
        "0.11": False,
        "0.12.0.1": True,
        "0.9.9": False,
        "1.0": True,
        "0.13.0.dev20260101": True,
    }.items():
        assert newer.holds_for(version) == is_newer, version
        assert older.holds_for(version) != is_newer, version


def test_version_numbers():
    assert version_tuple("0.12.0.1") == (0, 12, 0, 1)
    assert version_tuple("0.13.0.dev5") == (0, 13, 0)


def test_where_a_record_is(tmp_path):
    assert record_path(tmp_path, "parallel/index") == tmp_path / "_records/parallel/index.txt"


def test_both_forms_of_a_cell_are_kept_apart(tmp_path):
    entries = [Entry("f()", v, [Output("result", v)]) for v in ("< 0.11.0", ">= 0.11.0")]
    write_record(Record(tmp_path / "page.txt", entries), "page")
    again = read_record(tmp_path / "page.txt").entries
    assert [(e.key, e.versions) for e in again] == [("f()", "< 0.11.0"), ("f()", ">= 0.11.0")]
