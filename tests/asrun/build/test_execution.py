"""What goes wrong while cells run: each page is stopped, named, and does not hold up the others."""

from __future__ import annotations

import re
import time

import pytest
from toysite import cell

LOOP = "import itertools\nfor i in itertools.count():\n    pass"


@pytest.fixture(scope="module")
def broken(make_module_site):
    site = make_module_site("broken")
    site.configure(asrun_cell_seconds=4, asrun_page_seconds=9, asrun_cell_characters=10_000)
    site.page("hung", cell("print('runs')"), cell(LOOP), cell("print('never reached')"))
    nap = "import time\ntime.sleep(3.4)"
    site.page("slow", cell(nap), cell(nap + " "), cell(nap + "  # third"))
    site.page("deaf", cell("import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\n" + LOOP))
    site.page("killed", cell("import os"), cell("os.kill(os.getpid(), 9)"), cell("1"))
    site.page("aborted", cell("import ctypes\nctypes.string_at(0)"))
    site.page("left", cell("import sys\nprint('bye')\nsys.exit(3)"), cell("print('after')"))
    site.page("huge", cell("size = 100_000_000\nprint('x' * size)"))
    site.page("flood", cell("lines = 3_000_000\nfor i in range(lines):\n    print('line', i)"))
    site.page(
        "thread",
        cell("import itertools, threading, time"),
        cell(
            "def talk():\n    for i in itertools.count():\n        print('still here', i)\n"
            "        time.sleep(0.05)\nthreading.Thread(target=talk, daemon=True).start()"
        ),
        cell("time.sleep(0.2)"),
    )
    site.page("good", cell("print('good')"))
    begin = time.monotonic()
    run = site.build()
    return site, run, time.monotonic() - begin


def fault(broken, page, text):
    site, run, _ = broken
    found = run.only(f"{page}.md")
    lines = (site.root / "docs" / f"{page}.md").read_text().splitlines()
    at = next(n for n, line in enumerate(lines) if text in line)
    fences = [n for n, line in enumerate(lines[: at + 1]) if line.startswith("```{code-cell}")]
    assert found.line == fences[-1] + 2
    assert found.kind == "asrun.execution"
    return found.message


def test_nothing_is_published_and_every_page_was_tried(broken):
    site, run, _ = broken
    assert run.status != 0
    assert "Traceback" not in run.err
    assert not site.html.exists()
    assert len(re.findall(r"^\[\d+/10\] ", run.out, re.MULTILINE)) == 10
    assert "[10/10] " in run.out


def test_a_cell_that_never_ends(broken):
    expected = "the cell did not end within 4 seconds and was stopped"
    assert fault(broken, "hung", "itertools.count") == expected
    assert fault(broken, "deaf", "itertools.count") == expected


def test_a_page_that_takes_too_long(broken):
    expected = "the page was stopped in this cell, after 9 seconds"
    assert fault(broken, "slow", "# third") == expected


def test_a_kernel_that_is_killed_in_a_cell(broken):
    assert fault(broken, "killed", "os.kill") == "the kernel died in this cell"
    assert fault(broken, "aborted", "string_at") == "the kernel died in this cell"


def test_a_cell_that_leaves_the_kernel(broken):
    assert fault(broken, "left", "sys.exit").startswith(
        "the cell raised SystemExit: 3\nif the page is to show it: "
    )


@pytest.mark.parametrize("page, text", [("huge", "size = "), ("flood", "lines = ")])
def test_a_cell_that_prints_without_end(broken, page, text):
    expected = "the cell printed more than 10,000 characters and was stopped"
    assert fault(broken, page, text) == expected


def test_a_thread_that_prints_on(broken):
    message = fault(broken, "thread", "def talk")
    assert message.startswith("the cell leaves running a thread (Thread-")


def test_a_good_page_among_them_only_lacks_its_record(broken):
    assert broken[1].only("good.md").kind == "asrun.record"


def test_faults_are_not_waited_for_one_after_the_other(broken):
    assert broken[2] < 90
