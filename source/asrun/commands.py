"""Build the site in the ways a contributor can ask for; the nox sessions call these."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util.console import color_terminal
from sphinx.util.console import nocolor as disable_colour
from sphinx.util.docutils import docutils_namespace, patch_docutils

from asrun.cores import usable_cores
from asrun.run.preflight import PreflightError, preflight
from asrun.kernels.warm import KernelStartError, WarmKernels


def build(root: Path, jobs: str) -> int:
    """Build into a stage, and put it in place of the last good site when all is verified."""
    target, stage = root / "_build" / "html", root / "_build" / "stage"
    status = _sphinx(root, "html", stage, jobs=usable_cores() if jobs == "auto" else int(jobs))
    if status:
        kept = f"; {target} still holds the last good site" if target.exists() else ""
        print(f"\nThe site was not published{kept}.", file=sys.stderr)
        return status
    fresh, old = target.with_name("html.new"), target.with_name("html.old")
    for leftover in (fresh, old):
        shutil.rmtree(leftover, ignore_errors=True)
    shutil.copytree(stage, fresh)
    if target.exists():
        target.rename(old)
    fresh.rename(target)
    shutil.rmtree(old, ignore_errors=True)
    print(f"\nThe site is ready: {(target / 'index.html').as_uri()}")
    return 0


def gpu(root: Path, *, platform: str, record: bool, parallel: bool) -> int:
    """Build and verify the site with the pages that ask for no CPU devices on this machine's GPU.

    Args:
        root: the repository.
        platform: JAX's name of it. With `cpu`, which the tests use, all goes the same way on a
            CPU, and everything that is written says so.
        record: whether to keep what only a GPU can show, and the evidence, in docs/.
        parallel: whether the pages that ask for CPU devices run on as many GPUs.
    """
    settings: dict[str, Any] = {
        "jax101_platform": platform,
        "jax101_record": record,
        "jax101_parallel_on_gpus": parallel,
    }
    # What is recorded carries the date of this run, so nothing of an older one is used.
    status = _sphinx(root, "html", root / "_build" / "gpu", fresh=record, **settings)
    if not status:
        print(
            f"\nVerified on the GPU: {(root / '_build' / 'gpu' / 'about' / 'verification.html').as_uri()}"
        )
    return status


def live(root: Path, port: int, open_browser: bool) -> int:
    """Serve the site, and rebuild and reload on save. Kernels stay warm between builds."""
    command = [
        *(sys.executable, "-m", "sphinx_autobuild", "-c", str(root), "--port", str(port)),
        *("-d", str(root / "_build" / "doctrees-live"), "-n"),
        # A page in the making is shown as it is, with its warnings in the terminal.
        *("-D", "jax101_publish_unverified=1"),
        *("--watch", str(root / "source"), "--watch", str(root / "conf.py")),
        *(["--open-browser"] if open_browser else []),
        *(str(root / "docs"), str(root / "_build" / "live")),
    ]
    with WarmKernels() as kernels:
        try:
            kernels.wait()
            preflight()  # once, for all builds to come
        except (KernelStartError, PreflightError) as error:
            print(error, file=sys.stderr)
            return 2
        try:
            return subprocess.call(command, cwd=root)
        except KeyboardInterrupt:
            return 0


def links(root: Path) -> int:
    """Internal links are strict; external ones are tried, and reported whatever they answer."""
    status = _sphinx(root, "html", root / "_build" / "links-html")
    output = root / "_build" / "links"
    _sphinx(root, "linkcheck", output, linkcheck_timeout=10, linkcheck_retries=1)
    report = output / "output.txt"
    if report.exists():
        text = report.read_text(encoding="utf-8").strip()
        print(f"External links that did not answer as expected:\n{text or 'none'}")
    return status


def _sphinx(
    root: Path, builder: str, output: Path, *, jobs: int = 1, fresh: bool = False, **settings: Any
) -> int:
    """Run Sphinx here. Warnings are errors, and all of them are shown.

    Returns:
        An exit status. What a person can mend is one message without a traceback.
    """
    docs, doctrees = root / "docs", root / "_build" / "doctrees"
    if not color_terminal():
        disable_colour()
    try:
        with patch_docutils(root), docutils_namespace():
            app = Sphinx(
                *(docs, root, output, doctrees, builder, settings),
                freshenv=fresh,
                warningiserror=True,
                parallel=jobs,
            )
            app.build()
            if app.statuscode:
                # Sphinx repeats a warning only for a page that it reads or writes again.
                (doctrees / "environment.pickle").unlink(missing_ok=True)
            return app.statuscode
    except (SphinxError, UnicodeDecodeError) as error:
        print(f"\n{getattr(error, 'category', 'Error')}: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nInterrupted; nothing was written.", file=sys.stderr)
        return 130
