"""The table: what a figure means, how it is written, and how it is kept."""

from __future__ import annotations

import json
import os
from dataclasses import replace

import pytest

from jax101_site.measurements import HEADER, DataError, Row, as_text, quantity, read, write

pytestmark = pytest.mark.newest

TIMES = "\N{MULTIPLICATION SIGN}"
COLD = Row("cold", "Cold build", "stock", 4.004, "at least", 4.0, ours=10.0, other=40.04)
EDIT = Row(
    "edit", "Rebuild", "more than Sphinx", 2.5, "at most", 2.0, "seconds", ours=5.5, other=3.0
)
SURE = Row("sure", "Builds", "", 1.0, "at least", 1.0, "percent", ours=50, unit="of 50", rounds=50)
ORDER = ["cold", "edit", "sure"]


@pytest.mark.parametrize(
    ("figure", "sense", "reached"),
    [
        (1.3, "at most", True),
        (1.304, "at most", True),  # shown as the target itself
        (1.31, "at most", False),
        (0.9, "at most", True),
        (1.3, "at least", True),
        (1.29, "at least", False),
        (4.0, "at least", True),
    ],
)
def test_a_target_is_reached_from_its_own_side(figure, sense, reached):
    row = Row("p", "w", "a", figure, sense, 1.3)
    assert row.reached is reached
    assert ("not reached" in row.cells()[-2]) is not reached


def test_nearly_all_is_not_all():
    assert SURE.reached
    assert not replace(SURE, figure=199 / 200).reached


def test_a_row_says_figure_target_and_both_quantities():
    assert COLD.cells() == (
        "Cold build",
        "10.0 s",
        "stock: 40.0 s",
        f"4.00 {TIMES}",
        f"≥ 4.00 {TIMES}",
        "1",
    )
    assert EDIT.cells()[-3:-1] == ("2.50 s", "≤ 2.00 s, not reached")
    assert SURE.cells() == ("Builds", "50 of 50", "", "100 %", "≥ 100 %", "50")


@pytest.mark.parametrize(
    ("number", "text"),
    [(0.2171, "0.217 s"), (2.5, "2.50 s"), (21.04, "21.0 s"), (1420.2, "1420 s")],
)
def test_quantities_have_three_telling_digits(number, text):
    assert quantity(number, "s") == text


def test_the_text_has_a_line_for_each_row_and_aligned_columns():
    lines = as_text([COLD, EDIT]).splitlines()
    assert len(lines) == 4
    starts = [line.index(text) for line, text in zip(lines[2:], ("stock", "more"), strict=True)]
    assert starts == [lines[0].index(HEADER[2])] * 2


def test_rows_come_back_as_they_were_written(tmp_path):
    setting = {"cores": 2, "versions": {"jax": "1"}}
    assert write(tmp_path / "a.json", setting, [SURE, COLD], ORDER) == [COLD, SURE]
    assert read(tmp_path / "a.json") == (setting, [COLD, SURE])


def test_parts_not_measured_again_stay_in_the_same_setting(tmp_path):
    file, setting = tmp_path / "a.json", {"cores": 2}
    write(file, setting, [COLD, EDIT], ORDER)
    faster = replace(EDIT, figure=1.5)
    assert write(file, setting, [faster], ORDER) == [COLD, faster]
    # On another machine, or with other versions, old figures do not compare.
    assert write(file, {"cores": 4}, [SURE], ORDER) == [SURE]


def test_the_data_hold_neither_paths_nor_names_of_machines(tmp_path):
    from bench.__main__ import setting

    write(tmp_path / "a.json", setting(), [COLD], ORDER)
    text = (tmp_path / "a.json").read_text()
    assert str(tmp_path) not in text
    assert os.uname().nodename not in text
    assert "/" not in text


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"rows": 3}', '{"rows": [{"part": "cold"}]}', "{"]
)
def test_a_spoiled_file_is_named_with_the_command_that_mends_it(tmp_path, text):
    file = tmp_path / "a.json"
    file.write_text(text)
    with pytest.raises(DataError, match=r"a\.json.*nox -s bench"):
        read(file)
    assert write(file, {}, [COLD], ORDER) == [COLD]
    assert json.loads(file.read_text())["rows"][0]["part"] == "cold"
