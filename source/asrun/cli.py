"""The command line: `python -m asrun --help`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from asrun.accept import accept, ask_in_terminal
from asrun.builder import build
from asrun.cores import usable_cores
from asrun.kernels.warm import KernelStartError
from asrun.live import Taken, live
from asrun.outcome import Outcome
from asrun.pipeline import run
from asrun.project import Project, load
from asrun.run.preflight import PreflightError
from asrun.selection import NoSuchPage, selected
from asrun.settings import PREFIX, SettingError
from asrun.verify import drift
from asrun.verify.unused import unused


def parser() -> argparse.ArgumentParser:
    """The command line's grammar."""
    top = argparse.ArgumentParser(
        prog="python -m asrun", description="Run, verify and publish the pages of a MyST site."
    )
    top.add_argument("--root", type=Path, default=Path.cwd(), help="folder with conf.py")
    top.add_argument("--executor", help="address of a Dask scheduler that runs the pages")
    top.add_argument(
        "--ordinary-kernels",
        action="store_true",
        help="start each kernel anew instead of forking it",
    )
    top.add_argument("--kernel-socket", help=argparse.SUPPRESS)  # a warm process to borrow
    commands = top.add_subparsers(dest="command", required=True)

    def command(name: str, help_: str, *, pages: bool = True) -> argparse.ArgumentParser:
        found = commands.add_parser(name, help=help_, description=help_)
        if pages:
            found.add_argument("pages", nargs="*", help="docnames or paths; all pages if none")
        return found

    html = command("build", "execute, verify and write the site to _build/html", pages=False)
    html.add_argument(
        "-j", "--jobs", type=_jobs, default="auto", help="processes that read and write"
    )
    html.add_argument(
        "--fresh", action="store_true", help="run every page, whatever earlier runs have left"
    )
    command("verify", "run pages and compare them with their records; writes nothing")
    take_over = command("accept", "show how outputs differ from their records, and write these")
    take_over.add_argument(
        "--yes", action="store_true", help="ask nothing, as where there is no terminal"
    )
    adopt = command("adopt", "make a foreign site verifiable: show what would change")
    adopt.add_argument(
        "--write", action="store_true", help="change the pages and write the records"
    )
    watch = command("live", "rebuild and reload the browser on every save", pages=False)
    watch.add_argument("--port", type=_port, default=8000)
    watch.add_argument("--open", action="store_true", help="open a browser")
    kinds = command("drift", "compare what two versions print", pages=False)
    what = kinds.add_subparsers(dest="what", required=True)
    what.add_parser("take", help="run every page and keep its outputs").add_argument(
        "file", type=Path
    )
    compare = what.add_parser("compare", help="a table of what differs from the first file")
    compare.add_argument("files", type=Path, nargs="+")
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns its exit status: 0 if all is well, 1 for findings, 2 for no run."""
    options = parser().parse_args(arguments)
    changes = _changes(options)
    try:
        if options.command == "drift" and options.what == "compare":
            return _compare(options.files)
        project = load(options.root.resolve(), changes)
        return _run(options, project, {PREFIX + name: value for name, value in changes.items()})
    except (
        KernelStartError,
        NoSuchPage,
        PreflightError,
        SettingError,
        Taken,
        drift.SnapshotError,
    ) as error:
        print(error, file=sys.stderr)
        return 2
    except OSError as error:
        print(f"cannot read or write: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nInterrupted; nothing was written.", file=sys.stderr)
        return 130


def _changes(options: argparse.Namespace) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    if options.executor is not None:
        changes["executor"] = options.executor
    if options.ordinary_kernels:
        changes["warm_kernels"] = False
    if getattr(options, "fresh", False):
        changes["reuse"] = False
    if options.kernel_socket:
        changes["kernel_socket"] = options.kernel_socket
    return changes


def _run(options: argparse.Namespace, project: Project, overrides: dict[str, Any]) -> int:
    match options.command:
        case "build":
            jobs = usable_cores() if options.jobs == "auto" else options.jobs
            return build(project, jobs=jobs, overrides=overrides)
        case "live":
            return live(project, port=options.port, open_browser=options.open)
        case "verify":
            return verify(project, options.pages)
        case "accept":
            paths = selected(project, options.pages)
            person = sys.stdin.isatty() and sys.stdout.isatty() and not options.yes
            ask = ask_in_terminal if person else None
            return accept(project, paths, everything=not options.pages, ask=ask)
        case "adopt":
            from asrun.adopt import adopt

            return adopt(project, selected(project, options.pages), write=options.write)
        case _:
            return take(project, options.file)


def verify(project: Project, names: Sequence[str]) -> int:
    """Run pages and print what is not as recorded."""
    paths = selected(project, names)
    outcome = run(project, paths, note=print)
    if not names:
        outcome.findings += unused(project, outcome.pages, paths)
    print_findings(outcome)
    version = f" on {project.settings.versioned} {project.version}" if project.version else ""
    for name, page in outcome.pages.items():
        if page.verified:
            print(f"{name}: verified{version}")
    return 1 if outcome.all_findings() else 0


def take(project: Project, file: Path) -> int:
    """Run every page and write what its cells print, for a comparison with another version."""
    outcome = run(project, project.paths())
    pages = [page.page for page in outcome.pages.values() if page.page]
    faults = {
        name: [f.message for f in page.findings if f.kind.label in ("page", "execution")]
        for name, page in outcome.pages.items()
    }
    versioned = f"{project.settings.versioned} {project.version}".strip()
    drift.write_snapshot(file, versioned, pages, {n: found for n, found in faults.items() if found})
    print(f"{file}: {len(pages)} pages on {versioned}")
    return 0


def _compare(files: Sequence[Path]) -> int:
    table, count = drift.table([drift.read_snapshot(file) for file in files])
    print(table)
    return 1 if count else 0


def print_findings(outcome: Outcome) -> None:
    """Print every finding, each with its file and line."""
    for finding in outcome.all_findings():
        print(f"{finding}\n", file=sys.stderr)


def _jobs(text: str) -> int | str:
    if text == "auto":
        return text
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"a number of processes from 1, or auto, not {text!r}")
    return int(text)


def _port(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"a port from 1 to 65535, not {text!r}")
    return int(text)
