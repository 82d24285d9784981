"""What part of a cold build is verification.

`python -m bench.share FOLDER FILE` builds the site in FOLDER and writes to FILE how long
the build took and how much of that it was comparing pages with their records.
"""

from __future__ import annotations

import json
import shutil
import sys
import time
from dataclasses import replace
from functools import wraps
from pathlib import Path
from statistics import median
from typing import Any

from asrun.verify.page import verify_page
from bench.measure import Options, module, run, tell
from bench.places import QUICK_PAGES, code_pages, copy_site
from jax101_site.measurements import Row


def share(options: Options) -> list[Row]:
    """Seconds in `verify_page`, of the seconds of the whole build."""
    folder = options.work / "share"
    copy_site(options.root, folder, "ours", QUICK_PAGES if options.quick else ())
    file = options.work / "share.json"
    whole, verifying = [], []
    for _ in range(options.rounds):
        shutil.rmtree(folder / "_build", ignore_errors=True)
        seconds, _ = run(module("bench.share", folder, file), cwd=folder)
        whole.append(seconds)
        verifying.append(float(json.loads(file.read_text(encoding="utf-8"))["seconds"]))
        tell(f"share: {verifying[-1]:.3f} of {seconds:.3g} s")
    mine, other = median(verifying), median(whole)
    what = f"Verification, in a cold build of {len(code_pages(folder))} pages"
    row = Row("share", what, "the whole build", mine / other, "at most", 0.05, "percent")
    return [replace(row, ours=mine, other=other, rounds=options.rounds)]


def main() -> None:
    """Build with a clock around the verification of each page."""
    from asrun import cli, pipeline

    spent = 0.0
    verify = verify_page

    @wraps(verify)
    def timed(*args: Any, **kwargs: Any) -> Any:
        nonlocal spent
        begin = time.perf_counter()
        try:
            return verify(*args, **kwargs)
        finally:
            spent += time.perf_counter() - begin

    setattr(pipeline, verify_page.__name__, timed)
    status = cli.main(["--root", sys.argv[1], "build"])
    Path(sys.argv[2]).write_text(json.dumps({"seconds": spent}), encoding="utf-8")
    sys.exit(status)


if __name__ == "__main__":
    main()
