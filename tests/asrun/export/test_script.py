"""A cell as plain Python: always valid, and it prints what the cell shows."""

from __future__ import annotations

import ast
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbformat import v4

from asrun.export.script import as_code

pytestmark = pytest.mark.newest


def result(text):
    return v4.new_output("execute_result", {"text/plain": text})


def error(name):
    return v4.new_output("error", ename=name, evalue="", traceback=[])


ODD = {
    "a result": ("6 * 7", [result("42")], "42\n"),
    "a tuple": ("1, 'a'", [result("(1, 'a')")], "(1, 'a')\n"),
    "after other code in its line": ("x = 2; x + 1", [result("3")], "3\n"),
    "with a comment": ("4 # four", [result("4")], "4\n"),
    "over several lines": ("(1 +\n 2)", [result("3")], "3\n"),
    "a long text": ("x = '''a\n  b'''\nx", [result("...")], "'a\\n  b'\n"),
    "an error": ("print('before')\n1 / 0", [error("ZeroDivisionError")],
                 "before\nZeroDivisionError: division by zero\n"),
    "an error over a long text": ("x = '''a\nb'''\nraise KeyError(x)", [error("KeyError")],
                                  "KeyError: 'a\\nb'\n"),
    "a syntax error": ("if True print(1)", [error("SyntaxError")], "SyntaxError: "),
    "await": ("import asyncio\nx = await asyncio.sleep(0, 5)\nx", [result("5")], "5\n"),
    "await, then an error": ("import asyncio\nawait asyncio.sleep(0)\n1 / 0",
                             [error("ZeroDivisionError")], "ZeroDivisionError: division by zero\n"),
    "a magic": ("%matplotlib inline\nprint(1)", [], "1\n"),
    "a cell magic": ("%%time\nprint(1)", [], ""),
    "a shell line": ("if True:\n    !ls\nprint(2)", [], "2\n"),
    "a shell line that is assigned": ("names = !ls", [], ""),
    "help": ("len?", [], ""),
    "nothing": ("", [], ""),
    "a comment alone": ("# nothing", [], ""),
    "umlauts before the end": ("ä = 'ö'; ä", [result("'ö'")], "'ö'\n"),
    "a semicolon at the end": ("7;", [], ""),
    "an f-string over lines": ("n = 3\nf'''{n}\n {n}'''", [result("...")], "'3\\n 3'\n"),
    "a decorator at the end": ("@staticmethod\ndef f():\n    return 1", [], ""),
}  # fmt: skip


@pytest.mark.parametrize("source, outputs, printed", ODD.values(), ids=ODD)
def test_odd_cells_run_and_print_what_they_show(source, outputs, printed):
    code = as_code(source, outputs)
    ast.parse(code)
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(printed)
    assert printed.endswith(": ") or done.stdout == printed


lines = st.sampled_from(
    ["x = 1", "x", "print('a')", "'''a\nb'''", "%time 1", "!ls", "for i in range(2):\n    i",
     "await f()", "1 +", "x?", "# c", "", "def f():\n    return 1", "x;", "(1,\n2)", "raise E"]
)  # fmt: skip
kinds = st.sampled_from([[], [result("1")], [error("E")]])


@given(st.lists(lines, max_size=5).map("\n".join), kinds)
def test_a_script_is_valid_python_unless_the_cell_is_wrong_in_ipython_too(source, outputs):
    code = as_code(source, outputs)
    try:
        ast.parse(code)
    except SyntaxError:
        compile(code, "cell", "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
