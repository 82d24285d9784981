"""Pages on all cores: longest first, each on its own, in any number at a time."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest
from toysite import HEAD, cell, printed

from asrun.page.read import read_page
from asrun.run.client import Limits
from asrun.run.execute import Execution, execute_page
from asrun.run.schedule import Durations, execute_pages

pytestmark = pytest.mark.newest


def pages(folder, count, code="import os\nprint({i} * {i})"):
    made = []
    for i in range(count):
        path = folder / f"p{i:02}.md"
        path.write_text(HEAD + "\n# Page\n\n" + cell(code.replace("{i}", str(i))) + "\n")
        made.append(read_page(path.stem, path))
    return made


@pytest.fixture
def execute(kernels):
    """Return what runs a page in a warm kernel."""
    return lambda page, stop: execute_page(page, kernels, stop=stop)


def names(some):
    return [page.name for page in some]


def test_longest_first_and_new_ones_before_all(tmp_path):
    file = tmp_path / "durations.json"
    some = pages(tmp_path, 4)
    assert names(Durations(file).longest_first(some)) == ["p00", "p01", "p02", "p03"]
    known = [
        Execution(some[0], seconds=1.0),
        Execution(some[1], seconds=3.0),
        Execution(some[2], seconds=2.0),
    ]
    Durations(file).keep(known)
    assert names(Durations(file).longest_first(some)) == ["p03", "p01", "p02", "p00"]
    Durations(file).keep([Execution(some[3], seconds=0.5)])
    assert names(Durations(file).longest_first(some)) == ["p01", "p02", "p00", "p03"]
    assert [path.name for path in tmp_path.glob("durations*")] == ["durations.json"]


def test_of_new_pages_those_with_most_cells_come_first(tmp_path):
    few, _ = pages(tmp_path, 2)
    path = tmp_path / "p01.md"
    path.write_text(path.read_text() + "\n" + cell("print(2)") + "\n")
    many = read_page("p01", path)
    assert names(Durations(tmp_path / "none.json").longest_first([few, many])) == ["p01", "p00"]


@pytest.mark.parametrize("text", ["", "[1]", "{", '{"p00": "long"}', '{"p00": null}', "\xff"])
def test_a_file_of_durations_that_cannot_be_read_only_costs_the_order(tmp_path, text):
    file = tmp_path / "durations.json"
    file.write_bytes(text.encode("latin-1"))
    some = pages(tmp_path, 2)
    assert names(Durations(file).longest_first(some)) == ["p00", "p01"]
    Durations(file).keep([Execution(some[0], seconds=1.0)])
    assert json.loads(file.read_text()) == {"p00": 1.0}


def test_progress_is_told_page_by_page_and_the_order_is_used(execute, tmp_path):
    file = tmp_path / "durations.json"
    some = pages(tmp_path, 3)
    Durations(file).keep(
        [
            Execution(some[0], seconds=1.0),
            Execution(some[1], seconds=3.0),
            Execution(some[2], seconds=2.0),
        ]
    )
    told = []
    done = execute_pages(
        some,
        execute,
        durations=Durations(file),
        workers=1,
        progress=lambda execution, n, of: told.append((execution.page.name, n, of)),
    )
    assert told == [("p01", 1, 3), ("p02", 2, 3), ("p00", 3, 3)]
    assert set(done) == {"p00", "p01", "p02"}
    assert set(json.loads(file.read_text())) == set(done)


@pytest.mark.parametrize("workers", [1, 2, 4, 8])
def test_24_pages_at_once(execute, tmp_path, workers):
    rounds(execute, tmp_path, workers, 1)


@pytest.mark.slow
@pytest.mark.timeout(3000)
@pytest.mark.parametrize("workers", [1, 2, 4, 8])
def test_50_rounds_of_24_pages(execute, tmp_path, workers):
    rounds(execute, tmp_path, workers, 50)


def rounds(execute, folder, workers, count):
    """Execute 24 pages a number of times; the last two cells of each see what the first did."""
    for _ in range(count):
        some = pages(folder, 24)
        kept = Durations(folder / "durations.json")
        done = execute_pages(some, execute, durations=kept, workers=workers)
        assert {name: execution.faults for name, execution in done.items()} == {
            page.name: [] for page in some
        }
        expected = {page.name: [str(i * i)] for i, page in enumerate(some)}
        assert {name: printed(execution) for name, execution in done.items()} == expected


# Waits until the next page's kernel lives beside this one, as children of the warm process.
MEETS_THE_NEXT = """\
import os, time, psutil
begin = time.time()
while {i} == 0 and len(psutil.Process(os.getppid()).children()) < 2:
    time.sleep(0.01)
time.sleep(0.05)
print(begin, time.time())
"""


def test_pages_that_take_turns_have_their_kernels_started_before(kernels, tmp_path):
    some = pages(tmp_path, 3, MEETS_THE_NEXT)
    limits, turn = Limits(cell_seconds=20.0), threading.Semaphore()
    done = execute_pages(
        some,
        lambda page, stop: execute_page(page, kernels, limits, stop, turn),
        durations=Durations(tmp_path / "durations.json"),
        workers=2,
    )
    assert [execution.faults for execution in done.values()] == [[]] * 3
    times = sorted(tuple(map(float, printed(done[page.name])[0].split())) for page in some)
    ends = [end for _, end in times[:-1]]
    assert all(end <= begin for end, (begin, _) in zip(ends, times[1:], strict=True)), times
    assert all(0.05 < execution.seconds_in_cells < execution.seconds for execution in done.values())


def test_a_page_that_fails_gives_its_turn_away(kernels, tmp_path):
    some, turn = pages(tmp_path, 4, "assert {i} % 2"), threading.Semaphore()
    done = execute_pages(
        some,
        lambda page, stop: execute_page(page, kernels, stop=stop, turn=turn),
        durations=Durations(tmp_path / "durations.json"),
        workers=2,
    )
    assert [name for name, execution in sorted(done.items()) if execution.faults] == ["p00", "p02"]


def test_one_page_that_fails_does_not_stop_the_others(execute, tmp_path):
    some = pages(tmp_path, 6, "assert {i} != 2\nprint({i})")
    done = execute_pages(some, execute, durations=Durations(tmp_path / "durations.json"))
    assert [name for name, execution in sorted(done.items()) if execution.faults] == ["p02"]


def test_a_page_that_vanishes_is_a_fault_of_that_page(execute, tmp_path):
    folder = tmp_path / "gone"
    folder.mkdir()
    (page,) = pages(folder, 1)
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    done = execute_pages([page], execute, durations=Durations(tmp_path / "durations.json"))
    (fault,) = done["p00"].faults
    assert "the kernel did not start, twice" in fault.message
    assert Path(page.path) == folder / "p00.md"
