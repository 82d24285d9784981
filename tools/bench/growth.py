"""What an added page costs, and how many of many builds succeed."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import product
from pathlib import Path

from bench.measure import NotMeasured, Options, alternate, module, run, tell
from bench.places import Way, build_cold, generate_site
from jax101_site.measurements import Row

_PAGES = 24
_JOBS = (1, 2, 4, 8)


def growth(options: Options) -> list[Row]:
    """Sites of three sizes: is the step to the largest as cheap per page as the first step?

    Once for the whole build, and once for what it does beyond Sphinx without execution.
    """
    sizes = (2, 4, 8) if options.quick else (10, 50, 200)
    ways: dict[str, Callable[[], float]] = {}
    both: tuple[Way, Way] = ("ours", "unexecuted")
    for way, size in product(both, sizes):
        site = generate_site(options.root, options.work / f"{way}-{size}", size, way)
        ways[f"{way}, {size}"] = partial(build_cold, site, way)
    took = [series.median for series in alternate(options.rounds, ways, tell).values()]
    ours, alone = took[: len(sizes)], took[len(sizes) :]
    beyond = [mine - sphinx for mine, sphinx in zip(ours, alone, strict=True)]
    small, middle, large = sizes
    rows = []
    whole = ("An added page", ours)
    for added, seconds in whole, ("Running and verifying an added page", beyond):
        first = (seconds[1] - seconds[0]) / (middle - small)
        second = (seconds[2] - seconds[1]) / (large - middle)
        what = f"{added}, from {middle} to {large} pages"
        against = f"the same, from {small} to {middle} pages"
        row = Row("growth", what, against, second / first, "at most", 1.25)
        rows.append(replace(row, ours=second, other=first, rounds=options.rounds))
    return rows


def reliability(options: Options) -> list[Row]:
    """Cold builds of a small site, with several numbers of processes: how many succeed."""
    count = 2 if options.quick else options.builds
    pages = 4 if options.quick else _PAGES
    site = generate_site(options.root, options.work / "reliable", pages)
    rows = []
    for jobs in _JOBS:
        good = 0
        for number in range(count):
            try:
                _build_once(site, jobs, pages)
                good += 1
            except NotMeasured as failure:
                tell(str(failure))
            tell(f"-j {jobs}: {good} of {number + 1}")
        what = f"Cold builds that succeed with -j {jobs}, {pages} pages"
        row = Row("reliability", what, "", good / count, "at least", 1.0, "percent")
        rows.append(replace(row, ours=good, unit=f"of {count}", rounds=count))
    return rows


def _build_once(site: Path, jobs: int, pages: int) -> None:
    """Build, and see that each page was executed and verified and that nothing is left.

    Raises:
        NotMeasured: it is not so.
    """
    build = site / "_build"
    # Short, for the path of a socket is limited.
    with tempfile.TemporaryDirectory(prefix="jb-") as temporary:
        run(["rm", "-rf", build], cwd=site)
        command = module("asrun", "--root", site, "build", "-j", str(jobs))
        run(command, cwd=site, environment={"TMPDIR": temporary})
        left = sorted(path.name for path in Path(temporary).iterdir())
        if left:
            raise NotMeasured(f"a build left files behind: {left}")
    summary = (build / "html" / "about" / "verification.json").read_text(encoding="utf-8")
    evidence = json.loads(summary)["pages"]
    shown = {path.stem for path in (build / "html").glob("page-*.html")}
    verified = sum(name in shown and page["compared"] == 1 for name, page in evidence.items())
    if verified != pages:
        raise NotMeasured(f"a build published {verified} of {pages} pages with their evidence")
