"""The gate: every way in which a page can differ from its record turns the build red.

All faulty pages stand in one site, so one build also proves that every page is checked,
whatever the others do. Each test looks at one page: its file, line and message.
"""

from __future__ import annotations

import re

import pytest
from toysite import cell

ACCEPT = "accept with: python -m asrun accept "


@pytest.fixture(scope="module")
def red(make_module_site):
    """A site whose pages were right when accepted, and the build after each was spoiled."""
    site = make_module_site("red")
    right(site)
    site.accepted()
    spoil(site)
    return site, site.build()


def right(site):
    site.page(
        "digit", cell("print('first')"), cell("count = 12\nprint('x', 3.25)\nprint('n', count)")
    )
    site.page("precise", cell("half = 0.5\nprint(0.48870957, 1.75)"))
    site.page("dropped", cell("tens = 10\nfor i in (7, 8, 9):\n    print('line', i)"))
    site.page("extra", cell("tens = 10\nfor i in (7, 8):\n    print('line', i)"))
    site.page("swapped", cell("import os"), cell("print('north')"), cell("print('south')"))
    site.page("order", cell("text = 'result'\nprint('printed')"))
    site.page("type", cell("{}['key']", raises="KeyError"))
    site.page("base", cell("{}['key']", raises="LookupError"))
    site.page("message", cell("axis = 2\nraise ValueError('axis 2')", raises="ValueError"))
    site.page("calm", cell("raise ValueError('axis 2')", raises="ValueError"))
    site.page("surprise", cell("print('before')"), cell("width = 4"), cell("print('after')"))
    site.page("stderr", cell("import sys"), cell("print('fine')"))
    site.page("warning", cell("import warnings"), cell("print('fine')"))
    site.page(
        "category", cell("import warnings"), cell("warnings.warn('old')", warns="UserWarning")
    )
    site.page("unrecorded", cell("print('one')"), cell("two = 2"))
    site.page("unused", cell("print('one')"), cell("print('two')"))
    site.page("gone", cell("print('here')"))
    site.page("never", cell("print('never recorded')"))
    site.page("malformed", cell("print('one')"))
    site.page("twice", cell("print('one')"))
    site.page("latin", cell("print('one')"))
    site.page("tolerance", cell("close = True\nprint(1.0)", tolerance="0.01"))
    site.page("html", cell("import IPython.display as d\nweight = 1\nd.HTML('<p>a <b>5</b></p>')"))
    site.page("quoted", cell("print('total', 41)"), "There are {out}`41` of them.")
    site.page("bare", cell("print('total', 40 + 1)"), "There are many.")
    site.page("name", cell("print('kind', 'weak')"), "It is of that kind.")
    site.page("word", cell("print('kind', 'we' + 'ak')"), "It is of that kind.")
    site.page("label", cell("print(6)", label="six"), cell("print(41)"), "Six is {out}`6 <six>`.")
    site.page("reflowed", "One sentence. Another sentence.", cell("print('same')"), "The end.")


def spoil(site):
    site.edit("digit.md", "3.25", "3.26")
    site.edit("precise.md", "0.48870957", "0.48871057")
    site.edit("dropped.md", "(7, 8, 9)", "(7, 9)")
    site.edit("extra.md", "(7, 8)", "(7, 8, 9)")
    record = site.record("swapped").read_text()
    swapped = {"    north": "    south", "    south": "    north"}
    lines = [swapped.get(line, line) for line in record.splitlines()]
    site.record("swapped").write_text("\n".join(lines) + "\n")
    site.edit("order.md", "print('printed')", "print('printed')\ntext")
    site.edit("type.md", ":raises: KeyError", ":raises: IndexError")
    site.edit("message.md", "'axis 2'", "'axis 3'")
    site.edit("calm.md", "raise ValueError('axis 2')", "value = 2")
    site.edit("surprise.md", "width = 4", "width = 4 / 0")
    site.edit("stderr.md", "print('fine')", "print('fine'); print('not fine', file=sys.stderr)")
    site.edit("warning.md", "print('fine')", "print('fine'); warnings.warn('old')")
    site.edit("category.md", "warnings.warn('old')", "warnings.warn('old', DeprecationWarning)")
    site.edit("unrecorded.md", "two = 2", "print('two')")
    site.edit("unused.md", "print('two')", "two = 2")
    (site.root / "docs/gone.md").unlink()
    site.record("never").unlink()
    site.record("malformed").write_text(site.record("malformed").read_text() + "  stray\n")
    record = site.record("twice").read_text()
    site.record("twice").write_text(record + record[record.index("\n== ") :])
    site.record("latin").write_bytes(site.record("latin").read_bytes() + b"\n# caf\xe9\n")
    site.edit("tolerance.md", "print(1.0)", "print(1.1)")
    site.edit("html.md", "<b>5</b>", "<i>6</i>")
    site.edit("quoted.md", "{out}`41`", "{out}`42`")
    site.edit("bare.md", "There are many.", "There are\nmany: 41.")
    site.edit("name.md", "of that kind", "of kind `weak`")
    site.edit("word.md", "of that kind", "of kind `weak`")
    site.edit("label.md", "<six>", "<seven>")
    site.edit(
        "reflowed.md", "One sentence. Another sentence.", "One sentence.\nAnother sentence.\n"
    )
    site.edit("reflowed.md", "The end.", "The\nlast word.")


def finding(red, page, text, file=None):
    """The one finding of a page, which must be at the cell whose code holds the text."""
    site, run = red
    found = run.only(file or f"{page}.md")
    source = file or f"{page}.md"
    assert found.line == cell_line(site, source, text)
    assert found.message.endswith(ACCEPT + page) or "accept with" not in found.message
    return found


def cell_line(site, file, text):
    """The first line of the cell, below its fence, that holds a text."""
    lines = (site.root / "docs" / file).read_text().splitlines()
    at = next(n for n, line in enumerate(lines) if text in line)
    fences = [n for n, line in enumerate(lines[: at + 1]) if line.startswith("```{code-cell}")]
    return fences[-1] + 2


def test_the_build_is_red_and_publishes_nothing(red):
    site, run = red
    assert run.status != 0
    assert not site.html.exists()
    assert "Not published: records that no page uses: " in run.err
    assert "Traceback" not in run.err


def test_every_faulty_page_is_reported_in_one_run_and_no_other(red):
    site, run = red
    pages = {path.stem for path in (site.root / "docs").glob("*.md")}
    reported = {re.sub(r"^_records/|\.\w+$", "", found.file) for found in run.findings}
    assert reported == (pages | {"gone"}) - {"index", "base", "name", "reflowed"}


def test_a_changed_digit(red):
    found = finding(red, "digit", "3.26")
    assert found.kind == "asrun.output"
    assert found.message.splitlines() == [
        "the output is not the recorded one",
        "@@ -1,3 +1,3 @@",
        " -- stdout",
        "-x 3.25",
        "+x 3.26",
        " n 12",
        ACCEPT + "digit",
    ]


def test_a_changed_digit_far_behind_the_point(red):
    assert "-0.48870957 1.75\n+0.48871057 1.75" in finding(red, "precise", "0.4887").message


def test_a_dropped_line(red):
    found = finding(red, "dropped", "(7, 9)")
    assert found.kind == "asrun.output"
    assert "\n-line 8\n" in found.message


def test_an_extra_line(red):
    found = finding(red, "extra", "(7, 8, 9)")
    assert found.kind == "asrun.output"
    assert "\n+line 9\n" in found.message


def test_swapped_outputs_of_two_cells(red):
    site, run = red
    first, second = run.of("swapped.md")
    assert (first.line, second.line) == (
        cell_line(site, "swapped.md", "north"),
        cell_line(site, "swapped.md", "south"),
    )
    assert "-south\n+north" in first.message
    assert "-north\n+south" in second.message


def test_another_kind_and_order_of_outputs(red):
    assert "+-- result\n+'result'" in finding(red, "order", "text = ").message


def test_a_wrong_exception_type(red):
    found = finding(red, "type", "{}['key']")
    assert found.kind == "asrun.error"
    assert found.message == "expected IndexError, but the cell raised KeyError"


def test_a_subclass_of_the_expected_type_is_right(red):
    assert red[1].of("base.md") == []


def test_another_message_of_an_expected_error(red):
    found = finding(red, "message", "axis 3")
    assert found.kind == "asrun.output"
    assert "-axis 2\n+axis 3" in found.message


def test_an_expected_error_that_does_not_happen(red):
    site, run = red
    error, record = sorted(run.of("calm.md") + run.of("_records/calm.txt"), key=lambda f: f.kind)
    assert error.kind == "asrun.error"
    assert error.line == cell_line(site, "calm.md", "value = 2")
    assert error.message == "expected ValueError, but the cell raised nothing: drop ':raises:'"
    assert record.message.startswith("unused record")


def test_an_error_that_nobody_expects(red):
    found = finding(red, "surprise", "4 / 0")
    assert found.kind == "asrun.execution"
    assert found.message.startswith("the cell raised ZeroDivisionError: division by zero\n")
    assert "':raises: ZeroDivisionError'" in found.message


def test_undeclared_stderr(red):
    site, run = red
    declared = run.of("stderr.md")[0]
    assert declared.kind == "asrun.undeclared"
    assert declared.line == cell_line(site, "stderr.md", "not fine")
    assert declared.message.startswith("undeclared text on stderr")
    assert "\nnot fine\n" in declared.message


def test_an_undeclared_warning(red):
    site, run = red
    declared = run.of("warning.md")[0]
    assert declared.line == cell_line(site, "warning.md", "warnings.warn")
    assert declared.message.startswith("undeclared warning")
    assert "UserWarning: old" in declared.message


def test_a_warning_of_another_category(red):
    message = red[1].of("category.md")[0].message
    assert message == "expected a UserWarning, but the cell did not warn of that: drop ':warns:'"


def test_a_missing_record_of_a_cell(red):
    found = finding(red, "unrecorded", "print('two')")
    assert found.kind == "asrun.record"
    assert found.message.startswith("missing record: this cell's output is not in unrecorded.txt")
    assert found.message.endswith(f"two\n{ACCEPT}unrecorded")


def test_a_missing_record_of_a_page(red):
    found = finding(red, "never", "print('never recorded')")
    assert found.message == f"no record: none of the 1 cells with output is verified\n{ACCEPT}never"


def test_an_unused_record(red):
    site, run = red
    found = run.only("_records/unused.txt")
    assert found.kind == "asrun.record"
    assert found.line == site.line("_records/unused.txt", "== print('two')")
    assert found.message.startswith("unused record: no cell of unused.md begins with")


def test_a_record_of_a_page_that_is_gone(red):
    found = red[1].only("_records/gone.txt")
    assert found.message == (
        "unused record: of a page that is gone\ndelete the file, or bring the page back"
    )


def test_a_malformed_record(red):
    site, run = red
    found = run.only("_records/malformed.txt")
    assert found.line == site.line("_records/malformed.txt", "  stray")
    assert found.message.startswith("not a line of a record: '  stray'")
    assert found.message.endswith(
        "fix it, or delete the file and accept with: python -m asrun accept malformed"
    )


def test_two_entries_for_one_cell(red):
    message = red[1].only("_records/twice.txt").message
    assert message.startswith("""a second entry for the cell "print('one')\"""")


def test_a_record_that_is_not_utf8(red):
    found = red[1].only("_records/latin.txt")
    assert (found.line, found.message.splitlines()[0][:14]) == (1, "not UTF-8 (byt")


def test_a_difference_beyond_the_declared_tolerance(red):
    assert "-1.0\n+1.1" in finding(red, "tolerance", "print(1.1)").message


def test_html_is_compared_as_it_is_written(red):
    message = finding(red, "html", "HTML(").message
    assert "-<p>a <b>5</b></p>\n+<p>a <i>6</i></p>" in message


def test_a_quoted_number_that_is_not_in_the_output(red):
    site, run = red
    found = run.only("quoted.md")
    assert found.kind == "asrun.prose"
    assert found.line == site.line("quoted.md", "{out}`42`")
    assert (
        found.message
        == "prose quotes `42`, which is not in the output of the cell above:\nstdout\ntotal 41"
    )


def test_a_number_that_repeats_an_output_unquoted(red):
    site, run = red
    found = run.only("bare.md")
    assert found.line == site.line("bare.md", "many: 41.")
    assert found.message == "41 repeats the output of the cell above unchecked: write {out}`41`"


def test_a_code_word_that_repeats_an_output_is_an_input_when_the_code_has_it(red):
    assert red[1].of("name.md") == []


def test_a_code_word_that_repeats_an_output_unquoted(red):
    message = red[1].only("word.md").message
    assert message == "`weak` repeats the output of the cell above unchecked: write {out}`weak`"


def test_a_label_that_no_cell_has(red):
    assert red[1].only("label.md").message == "prose quotes `6`, but no cell has ':label: seven'"


def test_reflowed_prose_stays_green(red):
    assert red[1].of("reflowed.md") == []
