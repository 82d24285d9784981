"""The floor: pages' cells as plain scripts. `python -m bench.scripts FOLDER`.

JAX is imported once, then a process is forked for each page, as many at a time as there are
cores and in the order in which a first build takes them. A script does what the page's cells do
and writes the text of their results to nowhere. There is no kernel, no message and no Sphinx.
"""

from __future__ import annotations

import ast
import contextlib
import gc
import json
import os
import sys
import time
import traceback
from pathlib import Path
from typing import Any, NoReturn

from asrun.cores import usable_cores
from asrun.kernels.server import warm_up
from asrun.page.cell import Page
from asrun.project import load
from asrun.run.schedule import Durations


def run_cell(source: str, names: dict[str, Any], file: str, *, may_raise: bool) -> None:
    """Run a cell's code and take the text of its last expression, as a notebook would."""
    tree = ast.parse(source, file)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    try:
        exec(compile(tree, file, "exec"), names)  # noqa: S102 - running cells is what this is for
        if isinstance(last, ast.Expr):
            expression = compile(ast.Expression(last.value), file, "eval")
            value = eval(expression, names)  # noqa: S307 - as above
            print("" if value is None else repr(value))
    except Exception as error:
        if not may_raise:
            raise
        print(type(error).__name__, error)


def run_page(page: Page) -> None:
    """Run the cells of a page in order, in its folder: those that a build on this machine runs."""
    os.chdir(page.path.resolve().parent)
    names: dict[str, Any] = {"__name__": "__main__"}
    for cell in page.code_cells:
        if cell.in_recorded_part:
            continue
        raises = bool(cell.options.raises)
        run_cell(cell.source, names, f"{page.name}, line {cell.line}", may_raise=raises)


def _live_as_script(page: Page) -> NoReturn:
    status = 1
    gc.enable()  # as in a kernel
    errors = os.dup(2)
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    os.dup2(null, 2)
    try:
        run_page(page)
        status = 0
    except BaseException:  # noqa: BLE001 - whatever it is, the fork ends here
        os.dup2(errors, 2)
        traceback.print_exc()
    finally:
        with contextlib.suppress(Exception):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(status)


def run_all(pages: list[Page], at_a_time: int) -> float:
    """Run pages, each in a fork of this process.

    Returns:
        Seconds from the first fork to the last end.

    Raises:
        RuntimeError: a page failed; its traceback is on stderr.
    """
    waiting = pages[::-1]
    running: dict[int, str] = {}
    begin = time.perf_counter()
    while waiting or running:
        while waiting and len(running) < at_a_time:
            page = waiting.pop()
            pid = os.fork()
            if pid == 0:
                _live_as_script(page)
            running[pid] = page.name
        pid, status = os.wait()
        name = running.pop(pid)
        if status:
            raise RuntimeError(f"{name} does not run as a script")
    return time.perf_counter() - begin


def main() -> None:
    """Print how long all pages of the site in the folder take, as JSON."""
    folder = Path(sys.argv[1])
    durations = Durations(folder / "no-durations.json")  # unknown, as they are to a cold build
    project = load(folder)
    read = [project.read(name, path) for name, path in project.paths().items()]
    pages = durations.longest_first([page for page in read if page.has_code])
    begin = time.perf_counter()
    warm_up(project.settings.preload)
    imports = time.perf_counter() - begin
    print(json.dumps({"seconds": run_all(pages, usable_cores()), "imports": imports}))


if __name__ == "__main__":
    main()
