"""One page in one kernel: limits, deaths, what a cell leaves behind, and what is never retried."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from toysite import HEAD, cell, eventually, printed, processes_with

from asrun.executor import kernels_for
from asrun.page.read import read_page
from asrun.records.outputs import shown
from asrun.run.execute import execute_page
from jax101_site.outputs import read_picture

BEGIN = "import itertools, os, threading, time"


def only(execution):
    (fault,) = execution.faults
    return fault.cell, fault.message


def test_outputs_are_joined_and_in_order(run_cells):
    code = "import sys\nfor i in range(3):\n    print(i, flush=True)\n    print('e', i, file=sys.stderr)\n'end'"
    execution = run_cells(cell(code))
    kinds = [
        (o.output_type, o.get("name"), o.get("text"))
        for o in execution.page.code_cells[0].node.outputs
    ]
    assert kinds == [
        ("stream", "stdout", "0\n1\n2\n"),
        ("stream", "stderr", "e 0\ne 1\ne 2\n"),
        ("execute_result", None, None),
    ]


def test_noise_is_removed_from_what_is_published(run_cells):
    (found,) = printed(
        run_cells(cell("import os\nprint(object(), os.__file__, 'pid', hex(0xdeadbee1))"))
    )
    assert found == "<object object at 0x…> <python>/os.py pid 0xdeadbee1"


@pytest.mark.parametrize(
    "code, seconds",
    [("time.sleep(100)", 1.5), ("for i in itertools.count():\n    pass", 1.5)],
    ids=["sleeps", "loops"],
)
def test_a_cell_that_never_ends_is_stopped(run_cells, code, seconds):
    begin = time.monotonic()
    execution = run_cells(cell(BEGIN), cell(code), cell("print('never')"), cell_seconds=seconds)
    message = f"the cell did not end within {seconds:g} seconds and was stopped"
    assert only(execution) == (2, message)
    assert time.monotonic() - begin < 30


def test_a_page_has_a_limit_of_its_own(run_cells):
    naps = [cell(f"time.sleep(0.8) or {i}") for i in range(10)]
    execution = run_cells(cell(BEGIN), *naps, cell_seconds=20, page_seconds=3)
    place, message = only(execution)
    assert message == "the page was stopped in this cell, after 3 seconds"
    assert 2 <= place <= 6
    assert "0" in printed(execution)


def test_no_cell_is_ever_tried_twice(run_cells, tmp_path):
    code = "with open('tries', 'a') as file:\n    file.write('x')\nos.kill(os.getpid(), 9)"
    assert only(run_cells(cell(BEGIN), cell(code))) == (2, "the kernel died in this cell")
    assert (tmp_path / "tries").read_text() == "x"


@pytest.mark.parametrize("deaths", [1, 2])
def test_only_the_start_of_a_kernel_is_tried_twice(project, tmp_path, deaths):
    ordinary = project.with_settings(warm_kernels=False)
    with kernels_for(ordinary) as kernels:
        startup = Path(kernels.environment["IPYTHONDIR"], "profile_default", "startup")
        startup.mkdir(parents=True)
        (startup / "die.py").write_text(
            "import os, pathlib\n"
            f"died = pathlib.Path({str(tmp_path / 'died')!r})\n"
            f"if not died.exists() or died.stat().st_size < {deaths}:\n"
            "    died.open('a').write('x')\n"
            "    os._exit(1)\n"
        )
        path = tmp_path / "page.md"
        path.write_text(f"{HEAD}\n# Page\n\n{cell('print(3)')}\n")
        execution = execute_page(read_page("page", path), kernels)
    assert (tmp_path / "died").read_text() == "x" * deaths
    if deaths == 1:
        assert not execution.faults
        assert printed(execution) == ["3"]
    else:
        place, message = only(execution)
        assert place is None
        assert "kernel" in message


def test_too_much_output_ends_a_cell_that_prints_for_ever(run_cells):
    execution = run_cells(
        cell(BEGIN),
        cell("for i in itertools.count():\n    print('line', i)"),
        cell_characters=50_000,
    )
    message = "the cell printed more than 50,000 characters and was stopped"
    assert only(execution) == (2, message)
    assert sum(map(len, printed(execution))) <= 50_000


def test_a_long_line_full_of_slashes_takes_no_time(run_cells):
    """Removing paths must not look for the end of one from every slash of a long text."""
    begin = time.monotonic()
    execution = run_cells(cell("print('ab/' * 100_000)"))
    assert not execution.faults
    assert time.monotonic() - begin < 20


@pytest.mark.parametrize(
    "code",
    [
        "def talk():\n    while True:\n        print('on'); time.sleep(0.05)\n"
        "threading.Thread(target=talk, daemon=True).start()",
        "threading.Timer(60, lambda: print('late')).start()",
        "class Talk(threading.Thread):\n    def run(self):\n        while True:\n"
        "            print('on'); time.sleep(0.05)\nTalk(daemon=True).start()",
    ],
    ids=["thread", "timer", "subclass"],
)
def test_a_thread_that_is_left_running_is_named(run_cells, code):
    execution = run_cells(cell(BEGIN), cell(code), cell("x = 1"), "The end.")
    place, message = only(execution)
    assert place == 2
    assert message.startswith("the cell leaves running a thread (")


def test_threads_that_have_ended_are_no_fault(run_cells):
    code = "thread = threading.Thread(target=print, args=('on',))\nthread.start()\nthread.join()"
    execution = run_cells(cell(BEGIN), cell(code))
    assert not execution.faults
    assert printed(execution) == ["", "on"]


def test_processes_that_a_page_leaves_are_named_and_end_with_its_kernel(run_cells):
    code = "import subprocess\nprint(subprocess.Popen(['sleep', '321.5']).pid)"
    execution = run_cells(cell(code))
    assert only(execution)[1].startswith("the cell leaves running a process (sleep 321.5)")
    assert not eventually(lambda: processes_with("321.5"), 10.0)


def test_a_process_may_run_from_cell_to_cell(run_cells):
    begin = "import subprocess\nchild = subprocess.Popen(['sleep', '321.5'])"
    execution = run_cells(cell(begin), cell("child.kill()\nchild.wait()"))
    assert not execution.faults


LATE = {
    "a pool with work": (
        "from concurrent.futures import ThreadPoolExecutor\npool = ThreadPoolExecutor(1)\n"
        "futures = [pool.submit(time.sleep, 5) for _ in range(2)]",
        "a thread (ThreadPoolExecutor",
    ),
    "a task": (
        "import asyncio\ntask = asyncio.create_task(asyncio.sleep(60))",
        "an asyncio task (sleep)",
    ),
    "a builtin": (
        "threading.Thread(target=time.sleep, args=(60,), daemon=True).start()",
        "a thread (",
    ),
}


@pytest.mark.parametrize("code, what", LATE.values(), ids=LATE)
def test_what_else_is_left_running(run_cells, code, what):
    execution = run_cells(cell(BEGIN), cell(code))
    assert what in only(execution)[1]


IDLE = {
    "an idle pool": (
        "from concurrent.futures import ThreadPoolExecutor\npool = ThreadPoolExecutor(2)\n"
        "list(pool.map(abs, range(4)))"
    ),
    "a library's own threads": "import jax\njax.numpy.arange(3).sum().block_until_ready()",
    "processes that ended": "import subprocess\nsubprocess.run(['true'])",
    "a pool of processes, closed": (
        "import multiprocessing\nwith multiprocessing.get_context('fork').Pool(1) as pool:\n"
        "    pool.map(abs, [1])\npool.join()"
    ),
}


@pytest.mark.parametrize("code", IDLE.values(), ids=IDLE)
def test_what_waits_for_nothing_is_no_fault(run_cells, code):
    assert not run_cells(cell(BEGIN), cell(code), cell("time.sleep(0.2)")).faults


def test_a_task_that_is_awaited_in_the_next_cell_is_no_fault(run_cells):
    begin = "import asyncio\ntask = asyncio.create_task(asyncio.sleep(0.1, 7))"
    execution = run_cells(cell(begin), cell("await task"))
    assert not execution.faults
    assert printed(execution) == ["", "7"]


def test_the_order_of_python_and_of_what_writes_past_it(run_cells):
    code = (
        "import os, subprocess\nfor i in range(20):\n    print('python', i)\n    os.write(1, b'descriptor %d\\n' % i)\n"
        "subprocess.run(['echo', 'child'])\nprint('end')"
    )
    (found,) = printed(run_cells(cell(code)))
    lines = [f"{who} {i}" for i in range(20) for who in ("python", "descriptor")]
    assert found.splitlines() == [*lines, "child", "end"]


def test_more_than_a_pipe_holds_is_written_past_python(run_cells):
    code = (
        "import os, sys\nfor _ in range(40):\n    os.write(1, b'x' * 9_999 + b'\\n')\nprint('end')"
    )
    (found,) = printed(run_cells(cell(code)))
    assert [len(line) for line in found.splitlines()] == [9_999] * 40 + [3]


def test_a_progress_bar_shows_its_last_state(run_cells):
    code = "for i in range(5):\n    print(f'\\rstep {i} of 4', end='')\nprint('\\nab\\bc')"
    assert printed(run_cells(cell(code))) == ["step 4 of 4\nac"]


def test_a_value_of_a_type_that_no_viewer_shows(run_cells):
    code = "class T:\n    def _repr_mimebundle_(self, **_):\n        return {'text/html': 7, 'x/y': 8}\nT()"
    execution = run_cells(cell(code))
    assert not execution.faults
    assert execution.page.code_cells[0].node.outputs[0].data["text/html"] == "7"


def test_the_type_of_an_error_and_all_its_bases_are_known(run_cells):
    execution = run_cells(cell("class Own(KeyError): ...\nraise Own('x')", raises="LookupError"))
    assert not execution.faults
    types = execution.page.code_cells[0].error_types
    assert types[:3] == ("Own", "KeyError", "LookupError")


def test_the_communication_of_a_call_is_drawn_with_the_function_s_name(run_cells):
    source = (
        "import jax\njax.config.update('jax_num_cpu_devices', 8)\nimport jax.numpy as jnp\n"
        "jax.set_mesh(jax.make_mesh((4,), ('x',)))\n"
        "x = jax.device_put(jnp.arange(8.0), jax.P('x'))\n"
        "total = lambda x: x.sum()"
    )
    execution = run_cells(cell(source, draw="x total(x)"))
    assert not execution.faults
    first, second = execution.page.code_cells[0].node.outputs
    assert "float32[8@x]" in first["data"]["text/plain"]
    assert "total: all-reduce" in second["data"]["text/plain"]
    facts = shown([second], readers=[read_picture])[0]
    assert facts.kind == "picture"
    assert 'function: "total"' in facts.text


def test_a_name_that_cannot_be_drawn(run_cells):
    execution = run_cells(cell("x = 1", draw="absent"))
    place, message = only(execution)
    assert (place, message[:21]) == (1, "cannot show 'absent':")


def test_empty_cells_and_a_page_without_cells(run_cells):
    execution = run_cells(cell(""), cell("\n"), "Text.")
    assert not execution.faults
    assert printed(execution) == ["", ""]


def test_an_error_s_message_has_no_colours(run_cells):
    code = "raise ValueError('\\x1b[31mred\\x1b[0m and plain')"
    (output,) = run_cells(cell(code, raises="ValueError")).page.code_cells[0].node.outputs
    assert (output.evalue, output.traceback) == ("red and plain", ["ValueError: red and plain"])
