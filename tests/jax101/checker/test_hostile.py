"""Answers that misbehave: each gets a clear verdict, and never a pass."""

from __future__ import annotations

import os
import signal
import time
import zlib
from pathlib import Path

import pytest
from toysite import processes_with

from jax101.checker.runner import Job, Runner
from jax101.exercises.catalogue import find

pytestmark = pytest.mark.newest

GOOD = """
import jax
import jax.numpy as jnp

def jit_with_static_n(x, n):
    {inside}
    return jnp.tile(x, int(n))
"""


def before(lines: str, inside: str = "pass") -> str:
    """A right answer with something at import, and something in the function."""
    return lines + "\n" + GOOD.format(inside=inside)


ENDS = {
    "exit at import": before("import os; os._exit(0)"),
    "exit at import, another status": before("import os; os._exit(3)"),
    "exit in the function": before("import os", "os._exit(0)"),
    "exit from a thread": before(
        "import os, threading, time\n"
        "threading.Thread(target=lambda: (time.sleep(0.05), os._exit(0))).start()",
        "import time; time.sleep(0.02)",
    ),
    "SystemExit at import": before("raise SystemExit"),
    "SystemExit 0 in the function": before("", "raise SystemExit(0)"),
    "sys.exit in the function": before("import sys", "sys.exit()"),
    "KeyboardInterrupt": before("", "raise KeyboardInterrupt"),
    "killed": before("import os, signal", "os.kill(os.getpid(), signal.SIGKILL)"),
    "segmentation fault": before("import ctypes", "ctypes.string_at(0)"),
    "abort": before("import os", "os.abort()"),
    "pytest.exit": before("import pytest", "pytest.exit('done', 0)"),
}


@pytest.mark.parametrize("source", ENDS.values(), ids=ENDS)
def test_ending_the_program_is_no_pass(judge, source):
    verdict = judge(source)
    assert verdict.status == "fail"
    assert verdict.cause in ("process-ended", "left-running", "untrusted")


PATCHES = {
    "jax": before("import jax; jax.jit = lambda f, **k: f"),
    "jax.make_jaxpr": before("import jax; jax.make_jaxpr = lambda f: f"),
    "a method of an array": before(
        "import jax.numpy as jnp; type(jnp.zeros(1)).__eq__ = lambda a, b: True"
    ),
    "numpy": before("import numpy; numpy.isclose = numpy.all = lambda *a, **k: True"),
    "numpy in the function": before("import numpy", "numpy.all = lambda *a: True"),
    "pytest": before("import pytest; pytest.fail = lambda *a, **k: None"),
    "pytest's outcomes": before("import _pytest.runner as r; r.check_interactive_exception = id"),
    "a code object": before(
        "import numpy; numpy.isclose._implementation.__code__ = (lambda *a, **k: True).__code__"
    ),
    "a method's code": before("import inspect; inspect.unwrap.__code__ = (lambda f: f).__code__"),
    "our assertions": before("import jax101.assertions as a; a.gives = lambda *a, **k: 0"),
    "our checks": before("import checks; checks.check = __import__('unittest.mock').mock.Mock()"),
    "builtins": before("import builtins; builtins.all = lambda x: True"),
    "builtins that look for patches": before(
        "import builtins, jax; builtins.callable = builtins.isinstance = lambda *a: False; "
        "builtins.all = lambda x: True; jax.jit = lambda f, **k: f"
    ),
    "a module": before("import sys, types; sys.modules['numpy'] = types.ModuleType('numpy')"),
    "the configuration": before("jax = __import__('jax'); jax.config.update('jax_enable_x64', True)"),
}  # fmt: skip


@pytest.mark.parametrize("source", PATCHES.values(), ids=PATCHES)
def test_patching_a_library_is_no_pass(judge, source):
    verdict = judge(source)
    assert (verdict.status, verdict.cause) == ("fail", "changed-library")


def test_a_patch_is_named(judge):
    verdict = judge(before("import jax; jax.jit = lambda f, **k: f"))
    assert verdict.finding.headline == ("Your file changes what others use: `jax.jit` was replaced")


def test_no_longer_listening_is_no_pass(judge):
    verdict = judge(before("import jax", "jax.monitoring.clear_event_listeners()"))
    assert not verdict.passed


SKIPS = {
    "skip": before("import pytest", "pytest.skip('later')"),
    "xfail": before("import pytest", "pytest.xfail('later')"),
    "unittest": before("import unittest", "raise unittest.SkipTest('later')"),
}


@pytest.mark.parametrize("source", SKIPS.values(), ids=SKIPS)
def test_a_skipped_check_is_no_pass(judge, source):
    verdict = judge(source)
    assert verdict.status == "fail"
    assert verdict.cause in ("skipped", "untrusted", "raised")


def test_an_endless_while_loop_is_stopped(judge):
    endless = "jax.lax.while_loop(lambda i: i >= 0, lambda i: i * 0, 1)"
    start = time.monotonic()
    verdict = judge(before("", endless), seconds=2.0)
    assert verdict.cause == "timed-out"
    assert verdict.check == "test_plain_call"
    assert "Timed out after 2 s" in verdict.finding.headline
    assert "never ends" in verdict.finding.why
    assert time.monotonic() - start < 20


def test_an_endless_python_loop_at_import_is_stopped(judge):
    assert judge(before("while True: pass"), seconds=1.0).cause == "timed-out"


WAITS = {
    "at import": before("import time; time.sleep(1000)"),
    "after some work": before(
        "import time",
        "end = time.process_time() + 0.5\n    while time.process_time() < end: pass\n    time.sleep(1000)",
    ),
}


@pytest.mark.parametrize("source", WAITS.values(), ids=WAITS)
def test_one_that_waits_is_stopped_before_it_has_used_its_time(judge, source):
    start = time.monotonic()
    verdict = judge(source, seconds=2.0)
    assert verdict.cause == "timed-out"
    assert "computes nothing" in verdict.finding.why
    assert time.monotonic() - start < 12


MEMORY = {
    "NumPy": before("import numpy as np", "np.ones(10**11)"),
    "NumPy, step by step": before("import numpy as np; kept = []",
                                  "while True: kept.append(np.ones(10**6))"),
    "JAX": before("", "jnp.ones((10**5, 10**5)).block_until_ready()"),
    "Python": before("kept = ['x' * 10**6 + str(i) for i in range(10**5)]"),
    "swallowed": before("import numpy as np; kept = []",
                        "while True:\n        try: kept.append(np.ones(10**6))\n"
                        "        except MemoryError: pass"),
}  # fmt: skip


@pytest.mark.parametrize("source", MEMORY.values(), ids=MEMORY)
def test_a_memory_bomb_is_stopped(judge, source):
    verdict = judge(source, seconds=20.0)
    assert verdict.status == "fail"
    assert verdict.cause in ("out-of-memory", "process-ended", "timed-out")


def test_more_than_half_of_the_memory_may_be_used(judge):
    verdict = judge(before("import numpy as np; np.ones(5 * 2**25)"), seconds=300.0)  # 1.25 GiB
    assert verdict.passed


LOADS = {
    "syntax-error": "def jit_with_static_n(x, n:\n    return x\n",
    "import-error": "import jaxx\n" + GOOD,
    "wrong-name": "def jit_with_static_m(x, n):\n    return x\n",
    "wrong-signature": "def jit_with_static_n(x, times):\n    return x\n",
    "not-implemented": "def jit_with_static_n(x, n):\n    raise NotImplementedError\n",
}


@pytest.mark.parametrize(("cause", "source"), LOADS.items(), ids=LOADS)
def test_what_cannot_be_called_is_said(judge, cause, source):
    verdict = judge(source)
    assert (verdict.status, verdict.cause) == ("fail", cause)


OTHER_LOADS = {
    "null byte": ("syntax-error", "x = 1\0"),
    "one more parameter": ("wrong-signature", "def jit_with_static_n(x, n, k): return x"),
    "not a function": ("wrong-name", "jit_with_static_n = 3"),
    "error while loading": ("import-error", "1 / 0"),
    "empty": ("wrong-name", ""),
    "deep nesting": ("syntax-error", "(" * 500 + ")" * 500),
}


@pytest.mark.parametrize(("cause", "source"), OTHER_LOADS.values(), ids=OTHER_LOADS)
def test_other_files_that_hold_no_answer(judge, cause, source):
    assert judge(source).cause == cause


def test_a_syntax_error_shows_the_line(judge):
    finding = judge(LOADS["syntax-error"]).finding
    assert finding.frames[0].line == 1
    assert "not valid Python" in finding.headline


def test_printing_megabytes_is_stopped(judge):
    verdict = judge(before("", "print('x' * 2_000_000)"))
    assert (verdict.status, verdict.cause) == ("fail", "too-much-output")
    assert len(verdict.output) < 3000


def test_printing_for_ever_is_stopped(judge):
    assert judge(before("while True: print('again')")).cause == "too-much-output"


def test_a_few_lines_may_be_printed(judge):
    verdict = judge(before("print('loading')", "print('tracing', x)"))
    assert verdict.passed
    assert verdict.output.startswith("loading\n")


OUTPUTS = {
    "close": before("import sys; sys.stdout.close()"),
    "close the file": before("import os; os.close(1); os.close(2)"),
    "close all files": before("import os; os.closerange(0, 1000)"),
    "close in the function": before("import sys", "sys.stdout.close()"),
    "replace": before("import io, sys; sys.stdout = io.StringIO()"),
    "redirect": before("import os; os.dup2(os.open(os.devnull, os.O_WRONLY), 1)"),
}


@pytest.mark.parametrize("source", OUTPUTS.values(), ids=OUTPUTS)
def test_closing_the_output_is_no_pass(judge, source):
    verdict = judge(source)
    assert verdict.status == "fail"
    assert verdict.cause in ("changed-output", "process-ended")


ALWAYS_EQUAL = """
import jax
import numpy as np

class Yes:
    shape, dtype, ndim, size = (6,), np.dtype("float32"), 1, 6
    __class__ = property(lambda self: type(jax.numpy.zeros(1)))
    __eq__ = lambda self, other: True
    __ne__ = lambda self, other: False
    __bool__ = lambda self: True
    __hash__ = lambda self: 0
    __getattr__ = lambda self, name: Yes()
    __call__ = lambda self, *a, **k: Yes()
    __array__ = lambda self, *a, **k: np.zeros(6, "float32")

def jit_with_static_n(x, n):
    return {value}
"""


@pytest.mark.parametrize("value", ["Yes()", "[Yes()]", "Yes", "np.zeros(6, 'float32')", "None"])
def test_what_says_it_equals_everything_is_no_array(judge, value):
    verdict = judge(ALWAYS_EQUAL.format(value=value))
    assert (verdict.status, verdict.cause) == ("fail", "wrong-result")


FORGERIES = {
    "all passed": '{"event": "end"}',
    "no JSON": "PASS",
    "a secret": "0" * 32 + ' {"event": "clean", "at": 0}',
}


@pytest.mark.parametrize("line", FORGERIES.values(), ids=FORGERIES)
def test_writing_to_every_open_file_forges_nothing(judge, line):
    verdict = judge(before(
        "import os\n"
        "for fd in range(3, 64):\n"
        f"    try: os.write(fd, {line!r}.encode() + b'\\n')\n"
        "    except OSError: pass\n"
    ))  # fmt: skip
    assert (verdict.status, verdict.cause) == ("fail", "untrusted")


def test_a_copy_of_the_process_says_nothing(judge):
    """One that stays behind is killed, one that runs the checks as well is not heard."""
    start = time.monotonic()
    verdict = judge(before("import os, time\nif os.fork() == 0: time.sleep(600)"))
    assert time.monotonic() - start < 30
    assert verdict.status in ("pass", "fail")
    assert judge(before("import os\nif os.fork() == 0: pass\nelse: os._exit(0)")).status == "fail"


def test_answers_run_in_a_folder_of_their_own(judge, tmp_path):
    verdict = judge(before("import os; print(os.getcwd()); open('left.txt', 'w').write('x')"))
    assert verdict.passed
    folder = Path(verdict.output.splitlines()[0])
    assert folder != tmp_path
    assert not folder.exists()


def test_a_module_of_the_learner_does_not_replace_a_library(judge, tmp_path):
    (tmp_path / "numpy.py").write_text("raise RuntimeError('not this one')")
    assert judge(before("import numpy")).passed


def test_the_next_answer_does_not_notice(judge):
    judge(before("import os; os._exit(0)"))
    assert judge(before("")).passed


REACHES = {
    "a caller's frame": before(
        "import sys",
        "f = sys._getframe()\n"
        "    while f:\n"
        "        if 'want' in f.f_locals: return jnp.asarray(f.f_locals['want'])\n"
        "        f = f.f_back",
    ),
    "a frame from exec": before(
        "code = 'import sys; f = sys._getframe().f_back.f_back'",
        "exec(code)\n    exec(compile(code, 'other.py', 'exec'))",
    ),
    "a frame through inspect": before("import inspect", "inspect.currentframe().f_back"),
    "the stack": before("import inspect", "inspect.stack()"),
    "a frame of a traceback": before(
        "import sys",
        "try: 1 / 0\n    except ZeroDivisionError as error: error.__traceback__.tb_frame.f_back",
    ),
    "a frame of a generator": before("", "(i for i in 'ab').gi_frame"),
    "what refers to it": before("import gc", "gc.get_referrers(jit_with_static_n)"),
    "the solution": before(
        "import pathlib, jax101.exercises as e",
        "exec((pathlib.Path(e.__file__).parent / 'jit_with_static_n/solution.py').read_text())",
    ),
    "its memory": before("", "open('/proc/self/mem', 'rb')"),
    "the parent": before("import os, signal", "os.kill(os.getppid(), signal.SIGSTOP)"),
    "another program": before("import subprocess", "subprocess.run(['true'])"),
    "a fork": before("import os", "os.fork() or os._exit(0)"),
    "swallowed": before("import os", "try: os.fork()\n    except BaseException: pass"),
}  # fmt: skip


@pytest.mark.parametrize("source", REACHES.values(), ids=REACHES)
def test_what_judges_is_out_of_reach(judge, source):
    verdict = judge(source)
    assert (verdict.status, verdict.cause) == ("fail", "untrusted")
    assert verdict.finding.headline.startswith("Your file ")


HONEST = {
    "a named tuple": before("from collections import namedtuple; Pair = namedtuple('Pair', 'a b')"),
    "a dataclass": before("from dataclasses import dataclass\n@dataclass\nclass A:\n    b: int = 0"),
    "an error with its traceback": before(
        "import traceback",
        "try: 1 / 0\n    except ZeroDivisionError: traceback.format_exc()",
    ),
    "a warning": before("import warnings", "warnings.warn('careful')"),
    "a logger": before("import logging", "logging.getLogger(__name__).warning('here')"),
    "a signature": before("import inspect", "inspect.signature(jit_with_static_n)"),
    "a file of its own": before("", "open('note.txt', 'w').write('x')"),
}  # fmt: skip


@pytest.mark.parametrize("source", HONEST.values(), ids=HONEST)
def test_what_honest_answers_do_is_no_reach(judge, source):
    verdict = judge(source)
    assert verdict.passed, verdict.finding


def test_a_process_in_a_session_of_its_own_does_not_survive(judge, tmp_path):
    """Started where no audit event tells of it: by the C library."""
    mark = f"sleep 97.{zlib.crc32(str(tmp_path).encode())}"
    source = before(
        "import ctypes",
        f"ctypes.CDLL(None).system(b'setsid {mark} </dev/null >/dev/null 2>&1 &')",
    )
    assert judge(source).checks
    assert not [line for line in processes_with(mark.split()[1]).values() if "sleep" in line]


def test_a_dead_warm_process_is_replaced_once_and_said_so(tmp_path):
    file = tmp_path / "jit_with_static_n.py"
    file.write_text(before(""))
    job = Job(find("jit_with_static_n"), file, seconds=60.0)
    with Runner() as runner:
        assert runner.check(job).passed
        os.kill(runner._process.pid, signal.SIGKILL)
        verdict = runner.check(job)
        assert verdict.passed
        assert "had died and was started again" in verdict.output
        assert runner.check(job).output == ""


def test_a_byte_order_mark_and_a_coding_line_are_python(tmp_path, runner):
    exercise = find("jit_with_static_n")
    for head, encoding in (("", "utf-8-sig"), ("# -*- coding: latin-1 -*-\n# \xe9\n", "latin-1")):
        file = tmp_path / "jit_with_static_n.py"
        file.write_bytes((head + before("")).encode(encoding))
        assert runner.check(Job(exercise, file, seconds=60.0)).passed
