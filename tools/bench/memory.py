"""Memory of the warm process and one page against a plain kernel that runs the same page.

`python -m bench.memory warm|plain ROOT` measures one of them. A page of memory that
processes share counts for each in part, so the sum is what the machine has to give.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from jupyter_client.manager import AsyncKernelManager

from asrun.executor import kernels_for
from asrun.kernels.manager import PageManager
from asrun.kernels.warm import Kernels
from asrun.page.cell import Page
from asrun.project import load
from bench.measure import Options, Skipped, alternate, module, run, stock_environment, tell
from jax101_site.measurements import Row

_PAGE = "quickstart"
_PATIENCE = 120.0


def memory(options: Options) -> list[Row]:
    """One page's worth of both."""
    if not Path("/proc/self/smaps_rollup").exists():
        raise Skipped("this system does not say how much memory processes share")
    ways = {kind: partial(_measure, kind, options) for kind in ("warm", "plain")}
    took = alternate(options.rounds, ways, tell)
    mine, other = took["warm"].median, took["plain"].median
    what = f"Memory of the warm process and a kernel that has run {_PAGE}"
    against = "a plain kernel that has run it"
    row = Row("memory", what, against, mine / other, "at most", 1.5, unit="MB")
    return [replace(row, ours=mine, other=other, rounds=options.rounds)]


def proportional(pid: int) -> float:
    """The proportional set size of a process, in megabytes."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8")
    found = re.search(r"^Pss:\s+(\d+) kB", text, re.MULTILINE)
    assert found is not None
    return int(found[1]) * 1024 / 1e6


def parent(pid: int) -> int:
    """The process that started a process."""
    text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    return int(text.rpartition(")")[2].split()[1])


def _measure(kind: str, options: Options) -> float:
    command = module("bench.memory", kind, options.root)
    environment = stock_environment(options.work) if kind == "plain" else {}
    _, done = run(command, cwd=options.work, environment=environment)
    return float(json.loads(done.stdout)["megabytes"])


async def _after(page: Page, manager: AsyncKernelManager, **start: Any) -> int:
    """Run a page's cells in a new kernel, and let it live. Returns its process's number."""
    await manager.start_kernel(cwd=str(page.path.parent), **start)
    client = manager.client()
    client.start_channels()
    await client.wait_for_ready(timeout=_PATIENCE)
    for cell in page.code_cells:
        await client.execute_interactive(cell.source, timeout=_PATIENCE, output_hook=lambda _: None)
    client.stop_channels()
    assert manager.provisioner is not None
    return int(manager.provisioner.pid)  # type: ignore[attr-defined]


async def _plain(page: Page) -> float:
    manager = AsyncKernelManager(kernel_name="python3")
    try:
        return proportional(await _after(page, manager))
    finally:
        await manager.shutdown_kernel(now=True)


async def _warm(page: Page, kernels: Kernels) -> float:
    manager = PageManager(kernels, fork=True, site=page.site)
    try:
        pid = await _after(page, manager, env=kernels.environment)
        return proportional(pid) + (proportional(parent(pid)) if kernels.socket else 0.0)
    finally:
        await manager.shutdown_kernel(now=True)


def main() -> None:
    """Print the megabytes of one kind of kernel, as JSON."""
    kind, root = sys.argv[1], Path(sys.argv[2])
    project = load(root)
    page = project.read(_PAGE, project.paths()[_PAGE])
    if kind == "plain":
        megabytes = asyncio.run(_plain(page))
    else:
        with kernels_for(project) as kernels:
            kernels.wait()
            megabytes = asyncio.run(_warm(page, kernels))
    print(json.dumps({"megabytes": megabytes}))


if __name__ == "__main__":
    main()
