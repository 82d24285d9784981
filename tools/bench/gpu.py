"""Pages on a GPU, whose memory one page at a time may use: what is lost between their cells."""

from __future__ import annotations

import shutil
import subprocess
import time
from dataclasses import replace

from asrun.executor import execute
from asrun.kernels.warm import KernelStartError
from asrun.project import Project, load
from asrun.run.preflight import PreflightError
from bench.measure import NotMeasured, Options, Series, Skipped, tell
from bench.places import QUICK_PAGES
from jax101_site.measurements import Row

_PLATFORM = "cuda"


def gpu(options: Options) -> list[Row]:
    """All pages that ask for no CPU devices, on this machine's GPU, against the sum of their cells."""
    if not device():
        raise Skipped("nvidia-smi lists no GPU")
    project = load(options.root, {"platform": _PLATFORM})
    whole, cells = Series(), Series()
    count = 0
    for number in range(options.rounds):
        seconds, in_cells, count = run_once(project, QUICK_PAGES if options.quick else ())
        whole.values.append(seconds)
        cells.values.append(in_cells)
        tell(f"round {number + 1} of {options.rounds}: {seconds:.3g} s, {in_cells:.3g} s in cells")
    what = f"Running {count} pages on a GPU, the start of all processes included"
    row = Row("gpu", what, "the sum of their cells", whole.median / cells.median, "at most", 1.2)
    return [replace(row, ours=whole.median, other=cells.median, rounds=options.rounds)]


def run_once(project: Project, chosen: tuple[str, ...] = ()) -> tuple[float, float, int]:
    """Run the pages of a site's one platform.

    Args:
        project: with the platform chosen.
        chosen: names of pages; all of the platform's if there are none.

    Returns:
        Seconds from the start of the first process to the end of the last page, seconds of it in
        which cells ran, and the number of pages.

    Raises:
        NotMeasured: a page did not run to its end.
    """
    (platform,) = project.platforms
    read = [project.read(n, p) for n, p in project.paths().items() if not chosen or n in chosen]
    pages = [p for p in read if p.has_code and platform.runs(p.code_cells[0].source)]
    begin = time.perf_counter()
    try:
        done, _ = execute(project, pages, platform, None, None)
    except (KernelStartError, PreflightError) as error:
        raise NotMeasured(str(error)) from None
    seconds = time.perf_counter() - begin
    for name, execution in done.items():
        if execution.faults:
            raise NotMeasured(f"{name}: {execution.faults[0].message}")
    return seconds, sum(e.seconds_in_cells for e in done.values()), len(pages)


def device() -> str:
    """What the driver calls this machine's first GPU; empty where there is none."""
    program = shutil.which("nvidia-smi")
    if not program:
        return ""
    command = [program, "--query-gpu=name", "--format=csv,noheader"]
    found = subprocess.run(command, check=False, capture_output=True, text=True)
    return "" if found.returncode else (found.stdout.splitlines() or [""])[0].strip()
