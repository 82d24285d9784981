"""Builds of the site: cold against stock myst-nb and against the floor; one edited page."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from asrun.cores import usable_cores
from asrun.executor import kernels_for
from asrun.project import load
from bench.measure import KERNEL_ENVIRONMENT, Options, Series, alternate, module, run, tell
from bench.places import QUICK_PAGES, Way, build, build_cold, code_pages, copy_site
from jax101_site.measurements import Row

_EDITED = "quickstart"
_GIVEN = ", the galleries and the explorer's data being there"


def cold(options: Options) -> list[Row]:
    """The whole site from nothing, against stock myst-nb, serial and with its best `-j`."""
    return _against_stock(options, "cold")


def pages(options: Options) -> list[Row]:
    """The same with the verdicts of the galleries and the explorer's data given to both."""
    return _against_stock(options, "pages", _computed_beforehand(options))


def _against_stock(options: Options, part: str, given: Path | None = None) -> list[Row]:
    ours, stock = _copy(options, "ours"), _copy(options, "stock")
    cores = usable_cores()
    ways: dict[str, Callable[[], float]] = {
        "ours": partial(build_cold, ours, "ours", given=given),
        "stock, serial": partial(build_cold, stock, "stock", 1, given=given),
    }
    parallel = {f"stock, -j {jobs}": jobs for jobs in sorted({2, cores, 2 * cores})}
    for name, jobs in parallel.items():
        ways[name] = partial(build_cold, stock, "stock", jobs, given=given)
    took = alternate(options.rounds, ways, tell)
    best = min(parallel, key=lambda name: took[name].median)
    mine = took["ours"].median
    what = f"Cold build of {len(code_pages(ours))} pages"
    if given:
        what += _GIVEN
    rows = []
    for name, target in (("stock, serial", 4.0), (best, 3.0)):
        other = took[name].median
        against = name.replace("stock", "stock myst-nb") + (" (its best)" if name == best else "")
        row = Row(part, what, against, other / mine, "at least", target)
        rows.append(replace(row, ours=mine, other=other, rounds=options.rounds))
    return rows


def _computed_beforehand(options: Options) -> Path:
    """What a build computes beside its pages and keeps, in a folder of its own."""
    bare, given = _copy(options, "unexecuted"), options.work / "given"
    build_cold(bare, "unexecuted")
    for name in ("exercises", "explorer"):
        shutil.copytree(bare / "_build" / "kept" / name, given / name)
    return given


def floor(options: Options) -> list[Row]:
    """The site from nothing, whole and as in `pages`, against the least that its work can take."""
    ours, bare = _copy(options, "ours"), _copy(options, "unexecuted")
    given = _computed_beforehand(options)
    ways: dict[str, Callable[[], float]] = {"cells as scripts": partial(run_scripts, ours)}
    for name, there in ("whole", None), ("pages", given):
        ways[f"ours, {name}"] = partial(build_cold, ours, "ours", given=there)
        ways[f"Sphinx alone, {name}"] = partial(build_cold, bare, "unexecuted", given=there)
    took = alternate(options.rounds, ways, tell)
    against = "cells as plain scripts in forked processes, plus Sphinx without execution"
    rows = []
    for name, addition in ("whole", ""), ("pages", _GIVEN):
        mine = took[f"ours, {name}"].median
        least = took["cells as scripts"].median + took[f"Sphinx alone, {name}"].median
        what = f"Cold build of {len(code_pages(ours))} pages{addition}"
        row = Row("floor", what, against, mine / least, "at most", 1.3)
        rows.append(replace(row, ours=mine, other=least, rounds=options.rounds))
    return rows


def edit(options: Options) -> list[Row]:
    """One page edited and rebuilt with a warm process, against Sphinx without execution."""
    ours, bare = _copy(options, "ours"), _copy(options, "unexecuted")
    build_cold(ours, "ours")
    build_cold(bare, "unexecuted")
    rounds = options.rounds if options.quick else 3 * options.rounds
    with kernels_for(load(ours)) as kernels:  # as in `live`, which keeps one for all saves
        kernels.wait()
        warm = kernels.socket
        ways: dict[str, Callable[[], float]] = {
            "a cell": partial(_rebuild, ours, "ours", warm, runs=True),
            "prose": partial(_rebuild, ours, "ours", warm),
            "Sphinx without execution": partial(_rebuild, bare, "unexecuted", ""),
        }
        took = alternate(rounds, ways, tell)
    other = took["Sphinx without execution"].median
    against = "more than Sphinx without execution"
    rows = []
    for name, target in (("a cell", 1.0), ("prose", 0.2)):
        mine = took[name].median
        what = f"Rebuild with a warm process after an edit of {name} of {_EDITED}"
        row = Row("edit", what, against, mine - other, "at most", target, "seconds")
        rows.append(replace(row, ours=mine, other=other, rounds=rounds))
    return rows


def idle(options: Options) -> list[Row]:
    """A build of the whole site with nothing to do."""
    ours = _copy(options, "ours")
    build_cold(ours, "ours")
    build(ours, "ours")  # what was written late, such as lists of pages, is read once more
    (mine,) = alternate(options.rounds, {"ours": partial(build, ours, "ours")}, tell).values()
    row = Row("idle", "A build with nothing to do", "", mine.median, "at most", 1.5, "seconds")
    return [replace(row, rounds=options.rounds)]


def checkout(options: Options) -> list[Row]:
    """A second checkout of the same commit, with the cache folder of the first, against the first."""
    first, second = _copy(options, "ours"), options.work / "second"
    shared = options.work / "shared"
    copy_site(options.root, second, "ours", QUICK_PAGES if options.quick else ())
    whole, again = Series(), Series()
    for _ in range(options.rounds):
        shutil.rmtree(shared, ignore_errors=True)
        for series, folder in (whole, first), (again, second):
            series.values.append(build_cold(folder, "ours", cache=shared))
            tell(f"{series.values[-1]:.3g} s")
    mine, other = again.median, whole.median
    what = "Cold build in a second checkout that shares the first one's cache"
    row = Row("checkout", what, "the first", other / mine, "at least", 2.0)
    return [replace(row, ours=mine, other=other, rounds=options.rounds)]


def run_scripts(folder: Path) -> float:
    """Run the cells of all pages of a copy as scripts in forked processes. Returns seconds."""
    _, done = run(module("bench.scripts", folder), cwd=folder, environment=KERNEL_ENVIRONMENT)
    return float(json.loads(done.stdout)["seconds"])


def _copy(options: Options, way: Way) -> Path:
    folder = options.work / f"site-{way}"
    if folder.exists():  # made by another part
        return folder
    return copy_site(options.root, folder, way, QUICK_PAGES if options.quick else ())


def _rebuild(folder: Path, way: Way, socket: str, *, runs: bool = False) -> float:
    page = folder / "docs" / f"{_EDITED}.md"
    with page.open("a", encoding="utf-8") as file:
        file.write("\nThis sentence was added.\n")
    if runs:  # as after an edit of a cell whose output stays: nothing holds for it any more
        shutil.rmtree(folder / "_build" / "kept" / "pages" / _EDITED)
    return build(folder, way, socket=socket)
