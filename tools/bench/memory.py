"""Memory of the warm process and one page against a plain kernel that runs the same page.

`python -m bench.memory warm|plain PAGE` measures one of them. A page of memory that
processes share counts for each in part, so the sum is what the machine has to give.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from dataclasses import replace
from functools import partial
from pathlib import Path

from bench.measure import Options, Skipped, alternate, module, run, stock_environment, tell
from bench.rows import Row
from asrun.page.read import Page, read_page

_PAGE = "quickstart"
_PATIENCE = 120.0


def memory(options: Options) -> list[Row]:
    """One page's worth of both."""
    if not Path("/proc/self/smaps_rollup").exists():
        raise Skipped("this system does not say how much memory processes share")
    page = options.root / "docs" / f"{_PAGE}.md"
    ways = {kind: partial(_measure, kind, page, options) for kind in ("warm", "plain")}
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


def _measure(kind: str, page: Path, options: Options) -> float:
    command = module("bench.memory", kind, page)
    environment = stock_environment(options.work) if kind == "plain" else {}
    _, done = run(command, cwd=options.work, environment=environment)
    return float(json.loads(done.stdout)["megabytes"])


def _after(page: Page, *, with_parent: bool) -> float:
    """Run a page's cells in a new kernel of Jupyter's choice. Returns megabytes at the end."""
    from jupyter_client.manager import start_new_kernel

    manager, client = start_new_kernel(cwd=str(page.path.parent))
    try:
        for _, cell in page.code_cells:
            client.execute_interactive(cell.source, timeout=_PATIENCE, output_hook=lambda _: None)
        assert manager.provisioner is not None
        pid = manager.provisioner.pid  # type: ignore[attr-defined]
        return proportional(pid) + (proportional(parent(pid)) if with_parent else 0.0)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def main() -> None:
    """Print the megabytes of one kind of kernel, as JSON."""
    kind, path = sys.argv[1], Path(sys.argv[2])
    page = read_page(path.stem, path)
    if kind == "plain":
        megabytes = _after(page, with_parent=False)
    else:
        from asrun.kernels.warm import WarmKernels, can_fork

        with WarmKernels() as kernels:
            kernels.wait()
            megabytes = _after(page, with_parent=can_fork())
    print(json.dumps({"megabytes": megabytes, "folder": tempfile.gettempdir()}))


if __name__ == "__main__":
    main()
