"""All pages on all cores, longest first."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

from asrun.cores import usable_cores
from asrun.files import write_whole
from asrun.page.cell import Page
from asrun.run.execute import Execution

Execute = Callable[[Page, threading.Event], Execution]
"""Executes one page; stops soon when the event is set."""

Progress = Callable[[Execution, int, int], None]
"""Called after each page with what came of it, how many are done, and of how many."""


class Durations:
    """Seconds each page took in the last build, kept in a small JSON file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._seconds = {
                str(k): float(v) for k, v in json.loads(path.read_text("utf-8")).items()
            }
        except (OSError, ValueError, TypeError, AttributeError):
            self._seconds = {}  # a first build, or a file that only orders the work: start afresh

    def longest_first(self, pages: Iterable[Page]) -> list[Page]:
        """The pages by their last duration; new ones first, those with most cells at the head."""

        def first(page: Page) -> tuple[float, int, str]:
            seconds = self._seconds.get(page.name, float("inf"))
            return -seconds, -len(page.code_cells), page.name

        return sorted(pages, key=first)

    def keep(self, executions: Iterable[Execution]) -> None:
        """Remember how long the pages took."""
        self._seconds |= {e.page.name: round(e.seconds, 3) for e in executions}
        with contextlib.suppress(OSError):  # it only orders the work of the next build
            write_whole(self._path, json.dumps(self._seconds, indent=1, sort_keys=True))


def execute_pages(
    pages: Iterable[Page],
    execute: Execute,
    *,
    durations: Durations,
    workers: int | None = None,
    progress: Progress | None = None,
) -> dict[str, Execution]:
    """Execute pages in parallel.

    Args:
        pages: what to run.
        execute: runs one of them.
        durations: how long each took before.
        workers: how many at a time; the number of usable cores if not given.
        progress: told of each page that is done.

    Returns:
        What came of each page, by its name.
    """
    queue = durations.longest_first(pages)
    done: dict[str, Execution] = {}
    stop = threading.Event()
    pool = ThreadPoolExecutor(workers or usable_cores(), thread_name_prefix="page")
    try:
        futures = [pool.submit(execute, page, stop) for page in queue]
        for future in as_completed(futures):
            execution = future.result()
            done[execution.page.name] = execution
            if progress:
                progress(execution, len(done), len(queue))
    finally:
        # After Ctrl-C: what has not begun is dropped; what runs ends with its kernel.
        stop.set()
        pool.shutdown(wait=False, cancel_futures=True)
    durations.keep(done.values())
    return done
