"""Build the site from the command line: `python -m asrun.sphinxext --help`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from asrun.page.read import PageError
from asrun.kernels.warm import KernelStartError
from asrun.sphinxext import commands, pages
from asrun.verify.drift import SnapshotError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns its exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m asrun.sphinxext", description="Build and verify the site."
    )
    parser.add_argument(
        "--root", type=Path, default=Path.cwd(), help="folder with conf.py and docs/"
    )
    commands_ = parser.add_subparsers(dest="command", required=True)
    build = commands_.add_parser("build", help="execute, verify and write the site to _build/html")
    build.add_argument("-j", "--jobs", default="auto", help="processes that read and write pages")
    live = commands_.add_parser("live", help="rebuild and reload the browser on every save")
    live.add_argument("--port", type=int, default=8000)
    live.add_argument("--open", action="store_true", help="open a browser")
    verify = commands_.add_parser("verify", help="run pages and compare them with their records")
    verify.add_argument("pages", nargs="*", help="docnames; all if none")
    commands_.add_parser("releases", help="the releases of JAX that cells name, and their pages")
    accept = commands_.add_parser("accept", help="show each difference and write the records")
    accept.add_argument(
        "pages", nargs="*", help="docnames, such as jit or parallel/index; all if none"
    )
    snapshot = commands_.add_parser(
        "snapshot", help="run every page and write its outputs to a file"
    )
    snapshot.add_argument("file", type=Path)
    compare = commands_.add_parser("compare", help="a table of what differs between snapshots")
    compare.add_argument("files", nargs="+", type=Path)
    gpu = commands_.add_parser("gpu", help="build and verify on this machine's GPU, in _build/gpu")
    gpu.add_argument("--record", action="store_true", help="keep what only a GPU shows, in docs/")
    gpu.add_argument("--parallel", action="store_true", help="parallel pages on 8 GPUs as well")
    gpu.add_argument("--platform", default="cuda", help="JAX's name of it (default: cuda)")
    commands_.add_parser("links", help="check internal links strictly, report external ones")
    options = parser.parse_args(arguments)
    root = options.root.resolve()
    if not (root / "conf.py").exists():
        print(f"{root}: no conf.py here; run this in the repository's root", file=sys.stderr)
        return 2
    try:
        return _run(options, root)
    except (PageError, KernelStartError, SnapshotError) as error:
        print(error, file=sys.stderr)
        return 2


def _run(options: argparse.Namespace, root: Path) -> int:
    match options.command:
        case "build":
            return commands.build(root, options.jobs)
        case "live":
            return commands.live(root, options.port, options.open)
        case "verify":
            return pages.verify(root, options.pages)
        case "releases":
            return pages.releases(root)
        case "accept":
            return pages.accept(root, options.pages)
        case "snapshot":
            return pages.snapshot(root, options.file)
        case "compare":
            return pages.compare(options.files)
        case "gpu":
            return commands.gpu(
                root, platform=options.platform, record=options.record, parallel=options.parallel
            )
        case _:
            return commands.links(root)


if __name__ == "__main__":
    sys.exit(main())
