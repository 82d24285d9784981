"""Records: written to be read, read as they were written, and refused when they are not."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from asrun.records.escape import EscapeError, escape, unescape
from asrun.records.files import (
    Entry,
    Record,
    RecordError,
    cell_keys,
    read_record,
    record_path,
    write_record,
)
from asrun.records.outputs import Output

pytestmark = pytest.mark.newest

anything = st.text(st.characters())  # lone surrogates too
odd = st.text(
    st.sampled_from(["a", " ", "\n", "\r", "\t", "\x0c", "\x85", "\u2028", "\xa0", "\\", "=", "-", "é", "\ud800"])
)  # fmt: skip
bodies = st.one_of(anything, odd)
kinds = st.one_of(st.sampled_from(["stdout", "result text/html", "error TypeError"]), odd)
outputs = st.lists(
    st.builds(Output, kinds.map(lambda k: k.replace("\n", "")), bodies), min_size=1, max_size=3
)
sources = st.lists(bodies, min_size=1, max_size=6)


@given(sources, st.data())
def test_what_is_written_is_read_again(tmp_path_factory, some, data):
    path = tmp_path_factory.mktemp("records") / "page.txt"
    entries = [Entry(key, None, data.draw(outputs)) for key in cell_keys(some)]
    write_record(Record(path, entries), "page", "jax")
    again = read_record(path, "jax").entries
    assert [(e.key, e.versions, e.outputs) for e in again] == [
        (e.key, e.versions, e.outputs) for e in entries
    ]
    assert [p.name for p in path.parent.iterdir()] == ["page.txt"]


@given(anything.map(lambda text: text.replace("\n", "")))
@example("")
@example("\\")
@example("a ")
@example("\\x20")
def test_a_line_is_escaped_and_back(line):
    written = escape(line)
    assert unescape(written) == line
    assert "\n" not in written
    assert written == written.rstrip() or not line
    assert written.replace("\t", "").isprintable()


@given(anything.map(lambda t: t.replace("\n", "")), anything.map(lambda t: t.replace("\n", "")))
def test_different_lines_are_written_differently(one, other):
    assert (escape(one) == escape(other)) == (one == other)


@pytest.mark.parametrize("line", ["f(x)", "Array([1., 2.])", "a\tb", "  indented", "grüße", "== x"])
def test_an_ordinary_line_stands_for_itself(line):
    assert escape(line) == line


@pytest.mark.parametrize("written", [r"\a\b", r"\\x", r"\\u12", r"\a" + "\\"])
def test_an_escape_that_means_nothing_is_refused(written):
    with pytest.raises(EscapeError):
        unescape(written)


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
@example(["x = 1", "x = 1", "x = 1 #2"])
@example(["x = 1 #2", "x = 1", "x = 1"])
def test_names_of_cells_are_unique(some):
    assert len(set(cell_keys(some))) == len(some)


def test_a_line_that_ends_like_a_range_of_versions_is_no_range(tmp_path):
    path = tmp_path / "page.txt"
    keys = ["f() [jax < 0.11.0]", "f() [jax < 0.11.0] ", "f() [numpy >= 2.0]", "f()"]
    entries = [Entry(key, None, [Output("result", "1")]) for key in keys]
    entries.append(Entry("f()", "< 0.11.0", [Output("result", "2")]))
    write_record(Record(path, entries), "page", "jax")
    again = read_record(path, "jax").entries
    assert [(e.key, e.versions) for e in again] == [(e.key, e.versions) for e in entries]


def test_entries_hold_for_versions():
    older, newer = Entry("f()", "< 0.11.0", []), Entry("f()", ">= 0.11.0", [])
    for version, is_newer in {
        "0.10.2": False,
        "0.11.0": True,
        "0.11": True,
        "0.12.0.1": True,
        "0.9.9": False,
        "1.0": True,
        "0.11.0.dev20260101": True,
        "0.11.0rc1": True,
    }.items():
        assert newer.holds_for(version) == is_newer, version
        assert older.holds_for(version) != is_newer, version


def test_where_a_record_is(tmp_path):
    assert record_path(tmp_path, "parallel/index") == tmp_path / "_records/parallel/index.txt"


def test_both_forms_of_a_cell_are_kept_apart(tmp_path):
    entries = [Entry("f()", v, [Output("result", v)]) for v in ("< 0.11.0", ">= 0.11.0")]
    write_record(Record(tmp_path / "page.txt", entries), "page", "jax")
    again = read_record(tmp_path / "page.txt", "jax").entries
    assert [(e.key, e.versions) for e in again] == [("f()", "< 0.11.0"), ("f()", ">= 0.11.0")]


def test_a_record_is_easy_to_read(tmp_path):
    path = tmp_path / "page.txt"
    entries = [
        Entry("f(x)", None, [Output("stdout", "one\n\ntwo"), Output("result", "Array([1.])")]),
        Entry("g(x)", None, [Output("result", "")]),
    ]
    write_record(Record(path, entries), "page")
    assert path.read_text() == (
        "# What the cells of page print. Written by accept, to be read in its diff.\n"
        "\n== f(x)\n-- stdout\n    one\n\n    two\n-- result\n    Array([1.])\n\n== g(x)\n-- result\n"
    )
