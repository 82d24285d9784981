"""What this site's own sessions run: `python -m jax101_site --help`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from packaging.version import Version

from asrun.builder import run_sphinx
from asrun.page.errors import PageErrors
from asrun.project import Project, load
from asrun.settings import SettingError
from jax101_site.gpu import build_on_gpu
from jax101_site.skeleton import begin
from jax101_site.universal import report


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns its exit status."""
    parser = argparse.ArgumentParser(prog="python -m jax101_site", description=__doc__)
    parser.add_argument("--root", type=Path, default=Path.cwd(), help="folder with conf.py")
    commands = parser.add_subparsers(dest="command", required=True)
    gpu = commands.add_parser("gpu", help="build and verify on this machine's GPU, in _build/gpu")
    gpu.add_argument("--record", action="store_true", help="keep what only a GPU shows, in docs/")
    gpu.add_argument("--parallel", action="store_true", help="parallel pages on 8 GPUs as well")
    gpu.add_argument("--platform", default="cuda", help="JAX's name of it (default: cuda)")
    commands.add_parser("links", help="check internal links strictly, report external ones")
    commands.add_parser("releases", help="the releases of JAX that cells name, and their pages")
    commands.add_parser("universal", help="sentences that claim more than a cell shows, unproved")
    new = commands.add_parser("new", help="begin a page of the notes, or an exercise")
    new.add_argument("kind", choices=["page", "exercise"])
    new.add_argument("name", help="as parallel/placement, or the function to write")
    new.add_argument("--page", default="quickstart", help="of the notes that explains the exercise")
    options = parser.parse_args(arguments)
    if options.command == "new":
        return begin(options.root.resolve(), options.kind, options.name, options.page)
    try:
        project = load(options.root.resolve())
        match options.command:
            case "gpu":
                return build_on_gpu(
                    project, options.platform, record=options.record, parallel=options.parallel
                )
            case "links":
                return links(project)
            case "universal":
                print(*report(project), sep="\n")
                return 0
            case _:
                return releases(project)
    except (PageErrors, SettingError) as error:
        print(error, file=sys.stderr)
        return 2


def links(project: Project) -> int:
    """Internal links are strict; external ones are tried, and reported whatever they answer."""
    status = run_sphinx(project, "html", project.state / "links-html")
    output = project.state / "links"
    patience = {"linkcheck_timeout": 10, "linkcheck_retries": 1}
    run_sphinx(project, "linkcheck", output, overrides=patience)
    report = output / "output.txt"
    if report.exists():
        text = report.read_text(encoding="utf-8").strip()
        print(f"External links that did not answer as expected:\n{text or 'none'}")
    return status


def releases(project: Project) -> int:
    """Print the releases of JAX that cells name for another output, each with its pages."""
    named: dict[str, set[str]] = {}
    for name, path in project.paths().items():
        for cell in project.read(name, path).code_cells:
            if cell.options.differs:
                named.setdefault(cell.options.differs, set()).add(name)
    for release in sorted(named, key=Version):
        print(release, *sorted(named[release]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
