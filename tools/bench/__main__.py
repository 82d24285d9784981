"""Measure, print the table, and keep it for the site: `python -m bench --help`."""

from __future__ import annotations

import argparse
import platform
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from asrun.cores import usable_cores
from bench import answers, builds, gpu, growth, memory, pictures, share
from bench.measure import NotMeasured, Options, Skipped, tell
from jax101_site.measurements import COMMAND, DATA, GPU_DATA, Row, as_text, write

Part = Callable[[Options], list[Row]]
PARTS: Mapping[str, Part] = {
    "cold": builds.cold,
    "pages": builds.pages,
    "floor": builds.floor,
    "edit": builds.edit,
    "idle": builds.idle,
    "checkout": builds.checkout,
    "growth": growth.growth,
    "memory": memory.memory,
    "share": share.share,
    "check": answers.check,
    "watch": answers.watch,
    "pictures": pictures.pictures,
    "gpu": gpu.gpu,
    "reliability": growth.reliability,
}
_VERSIONED = ("jax", "jaxlib", "numpy", "sphinx", "myst-nb", "ipykernel", "sphinx-book-theme")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the parts that are named, or all. Returns 1 if one of them could not be measured."""
    options, names, output = _options(arguments)
    rows: list[Row] = []
    failed = False
    with tempfile.TemporaryDirectory(prefix="jax101-bench-", ignore_cleanup_errors=True) as work:
        for name in names:
            folder = Path(work, name)
            folder.mkdir()
            print(f"{name}: {(PARTS[name].__doc__ or '').splitlines()[0]}", file=sys.stderr)
            try:
                rows += PARTS[name](Options(work=folder, **options))
            except Skipped as reason:
                tell(f"skipped: {reason}")
            except NotMeasured as reason:
                failed = True
                tell(f"NOT MEASURED: {reason}")
    print(as_text(rows))
    for file, chosen in _files(rows, output).items():
        write(
            file,
            setting(device=gpu.device() if chosen[0].part == "gpu" else ""),
            chosen,
            list(PARTS),
        )
        print(f"\nWritten to {file}.")
    return int(failed)


def setting(*, device: str = "") -> dict[str, Any]:
    """What the figures hold for: versions, the number of cores, and the GPU where one was used."""
    versions = {"python": platform.python_version(), **{name: version(name) for name in _VERSIONED}}
    found = {"command": COMMAND, "cores": usable_cores(), "versions": versions}
    return {**found, "device": device} if device else found


def _files(rows: Sequence[Row], output: Path | None) -> dict[Path, list[Row]]:
    """Which rows go to which file: a machine with a GPU is seldom that of the others."""
    if output is None:
        return {}
    beside = output.with_name(GPU_DATA.name)
    files = {
        output: [r for r in rows if r.part != "gpu"],
        beside: [r for r in rows if r.part == "gpu"],
    }
    return {file: chosen for file, chosen in files.items() if chosen}


def _options(arguments: Sequence[str] | None) -> tuple[dict[str, Any], list[str], Path | None]:
    parser = argparse.ArgumentParser(
        prog="python -m bench",
        description="Measure the build against stock myst-nb and the floor, and what else is promised.",
        epilog=f"The table goes to {DATA}, unless it comes from --quick. Let the machine be idle.",
    )
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)}; all if none")
    parser.add_argument("--rounds", type=int, help="how often each build is measured (default: 3)")
    parser.add_argument(
        "--builds", type=int, default=50, help="builds that show reliability (default: 50)"
    )
    parser.add_argument(
        "--quick", action="store_true", help="few pages, one round: does it work at all?"
    )
    parser.add_argument(
        "--root", type=Path, default=Path.cwd(), help="folder with conf.py and docs/"
    )
    parser.add_argument("--output", type=Path, help="another file for the table's data")
    given = parser.parse_args(arguments)
    unknown = [name for name in given.parts if name not in PARTS]
    if unknown:
        parser.error(f"there is no part {unknown[0]!r}; the parts are {', '.join(PARTS)}")
    root = given.root.resolve()
    if not (root / "conf.py").exists():
        parser.error(f"{root}: no conf.py here; run this in the repository's root")
    rounds = given.rounds or (1 if given.quick else 3)
    options = {"root": root, "rounds": rounds, "builds": given.builds, "quick": given.quick}
    output = given.output or (None if given.quick else root / DATA)
    return options, given.parts or list(PARTS), output


if __name__ == "__main__":
    sys.exit(main())
