"""Copies of the site, and generated sites, each with the configuration that builds it one way."""

from __future__ import annotations

import re
import shutil
from collections.abc import Collection
from pathlib import Path
from typing import Literal

from asrun.cores import usable_cores
from asrun.keeping import VARIABLE
from asrun.records.files import Entry, Record, record_path, write_record
from asrun.records.outputs import Output
from bench.measure import NotMeasured, module, run, stock_environment
from jax101_site.coverage import CLAIMS

Way = Literal["ours", "stock", "unexecuted"]
"""Our build; myst-nb as it comes, executing every page; the same without executing."""

HEAD = "---\nfile_format: mystnb\nkernelspec:\n  name: python3\n---\n\n"
QUICK_PAGES = ("quickstart", "vmap", "parallel/placement")

# What our options are to nbclient: both ways run the same cells.
_TAGS = {":raises:": "raises-exception", ":recorded:": "skip-execution"}

# Everything that pages use, set up as plain extensions: only the execution is another's.
_STOCK = """

# Added by the benchmark.
extensions = ["myst_nb", *(name for name in extensions if name != "asrun")]
nb_execution_mode = {mode!r}
nb_execution_timeout = 240
_own_setup = globals().get("setup")


def setup(app):
    from asrun.sphinxext import setup_without_execution

    setup_without_execution(app)
    if _own_setup:
        _own_setup(app)
"""
# Some of the pages alone: their links to the others lead nowhere.
_LENIENT = """
nitpicky = False
suppress_warnings = ["docutils", "asrun", "jax101", "misc", "myst", "ref", "toc"]
asrun_publish_unverified = True
"""


def copy_site(root: Path, folder: Path, way: Way, pages: Collection[str] = ()) -> Path:
    """Copy the site so that it is built in one of the ways.

    Args:
        root: the repository.
        folder: where the copy goes; it must not exist.
        way: how it is to be built.
        pages: only these docnames, under an index of their own; all if empty.

    Returns:
        `folder`.
    """
    shutil.copytree(root / "docs", folder / "docs")
    if (root / CLAIMS).exists():  # facts name the tests that prove them
        shutil.copytree(root / CLAIMS, folder / CLAIMS)
    _configure(root, folder, way, lenient=bool(pages))
    if pages:
        _keep_only(folder / "docs", pages)
    if way != "ours":
        for path in code_pages(folder):
            path.write_text(for_stock(path.read_text(encoding="utf-8")), encoding="utf-8")
    return folder


def generate_site(root: Path, folder: Path, count: int, way: Way = "ours") -> Path:
    """Make a site of small pages that each run one cell of JAX, with their records.

    Args:
        root: the repository, whose configuration and look the site takes.
        folder: where the site goes; it must not exist.
        count: of pages.
        way: how it is to be built.

    Returns:
        `folder`.
    """
    docs = folder / "docs"
    docs.mkdir(parents=True)
    _configure(root, folder, way)
    for name in ("_static", "_inventory"):
        if (root / "docs" / name).exists():
            shutil.copytree(root / "docs" / name, docs / name)
    for number in range(count):
        line = f"x = jnp.arange(3) + {number}"
        cell = f"```{{code-cell}}\nimport jax.numpy as jnp\n\n{line}\nx\n```\n"
        name = f"page-{number}"
        (docs / f"{name}.md").write_text(
            f"{HEAD}# Page {number}\n\nIt adds.\n\n{cell}", encoding="utf-8"
        )
        width = len(str(number + 2))  # JAX prints all numbers of an array equally wide
        numbers = ", ".join(f"{number + i:{width}}" for i in range(3))
        shown = f"Array([{numbers}], dtype=int32)"
        entry = Entry(line, None, [Output("result", shown)])
        write_record(Record(record_path(docs, name), [entry]), name, "jax")
    _index(docs, [f"page-{number}" for number in range(count)])
    return folder


def for_stock(text: str) -> str:
    """A page as stock myst-nb needs it: cells that raise or need a GPU carry the tags that say so."""
    lines: list[str] = []
    options: list[str] | None = None
    for line in text.splitlines():
        if options is not None:
            if line.startswith(":"):
                options.append(line)
                continue
            lines += _tagged(options)
            options = None
        if re.match(r"`{3,}\{code-cell\}", line):
            options = []
        lines.append(line)
    return "\n".join(lines) + "\n"


def _tagged(options: list[str]) -> list[str]:
    needed = [tag for option, tag in _TAGS.items() if any(o.startswith(option) for o in options)]
    if not needed:
        return options
    tags = [o.partition(":tags:")[2].strip(" []") for o in options if o.startswith(":tags:")]
    others = [option for option in options if not option.startswith(":tags:")]
    return [*others, f":tags: [{', '.join([*filter(None, tags), *needed])}]"]


def build(
    folder: Path,
    way: Way,
    jobs: int | None = None,
    socket: str = "",
    cache: Path | None = None,
) -> float:
    """Build a copy. Returns seconds.

    Args:
        folder: as made above; what was built there before is used.
        way: how.
        jobs: processes that read and write; as many as cores if not given.
        socket: address of a warm process for our way.
        cache: the folder of kept things, where it is another than the copy's own.

    Raises:
        NotMeasured: it failed, or a page did not run as it should.
    """
    processes = str(jobs or usable_cores())
    if way == "ours":
        borrow = ["--kernel-socket", socket] if socket else []
        command = module("asrun", "--root", folder, *borrow, "build", "-j", processes)
        shared = {VARIABLE: str(cache)} if cache else {}
        return run(command, cwd=folder, environment=shared)[0]
    arguments: list[str | Path] = [
        "-b",
        "html",
        "-j",
        processes,
        "-c",
        folder,
        "-d",
        folder / "_build" / "doctrees",
    ]
    command = module("sphinx", *arguments, folder / "docs", folder / "_build" / "html")
    seconds, done = run(command, cwd=folder, environment=stock_environment(folder))
    failed = [line for line in done.stderr.splitlines() if "[mystnb.exec]" in line]
    if failed:
        raise NotMeasured("stock myst-nb could not run every page:\n" + "\n".join(failed))
    return seconds


def build_cold(
    folder: Path,
    way: Way,
    jobs: int | None = None,
    given: Path | None = None,
    cache: Path | None = None,
) -> float:
    """Build a copy from nothing: no doctrees, no HTML, no known durations. Returns seconds.

    Args:
        folder: as made above.
        way: how.
        jobs: processes that read and write; as many as cores if not given.
        given: what is among the kept things nonetheless.
        cache: as `build` takes it.
    """
    shutil.rmtree(folder / "_build", ignore_errors=True)
    if given is not None:
        shutil.copytree(given, folder / "_build" / "kept")
    return build(folder, way, jobs, cache=cache)


def code_pages(folder: Path) -> list[Path]:
    """The pages of a site that have code cells."""
    docs = folder / "docs"
    pages = [
        p for p in sorted(docs.rglob("*.md")) if not p.relative_to(docs).as_posix().startswith("_")
    ]
    return [p for p in pages if "```{code-cell}" in p.read_text(encoding="utf-8")]


def _configure(root: Path, folder: Path, way: Way, *, lenient: bool = False) -> None:
    text = (root / "conf.py").read_text(encoding="utf-8")
    if way != "ours":
        text += _STOCK.format(mode="force" if way == "stock" else "off")
    (folder / "conf.py").write_text(text + (_LENIENT if lenient else ""), encoding="utf-8")
    lock = root / "requirements.txt"
    if lock.exists():
        shutil.copy(lock, folder)


def _keep_only(docs: Path, pages: Collection[str]) -> None:
    for path in sorted(docs.rglob("*.md")):
        if path.relative_to(docs).with_suffix("").as_posix() not in pages:
            path.unlink()
    _index(docs, list(pages))


def _index(docs: Path, pages: list[str]) -> None:
    toctree = "\n".join(["```{toctree}", *pages, "```"])
    (docs / "index.md").write_text(f"# Pages\n\n{toctree}\n", encoding="utf-8")
