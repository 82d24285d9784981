"""Small sites that tests write, build for real, and look at; and processes that must not be left."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import re
import subprocess
import sys
import time
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path

from asrun.records.outputs import shown

PATIENCE = 180.0  # seconds for one small build on a busy machine

HEAD = "---\nfile_format: mystnb\nkernelspec:\n  name: python3\n---\n"
CONFIGURATION = """\
from jax101_site import engine
globals().update(engine.SETTINGS)
asrun_command = "python -m asrun"
project = "toy"
extensions = ["asrun", "jax101_site"]
exclude_patterns = ["_*"]
html_theme = "basic"
html_copy_source = False
html_last_updated_fmt = None
nitpicky = True
"""
_FINDING = re.compile(
    r"^(?P<place>\S[^\n]*?): WARNING: (?P<message>.*?) \[(?P<kind>[\w.]+)\]$",
    re.MULTILINE | re.DOTALL,
)


def cell(code, **options):
    """Return a code cell in MyST Markdown; options are the cell's own."""
    lines = [f":{key}: {value}" for key, value in options.items()]
    return "\n".join(["```{code-cell} python", *lines, code, "```"])


def printed(execution):
    """Return what the cells of an execution print and show, one text a cell."""
    return [
        "\n".join(output.text for output in shown(cell.node.outputs))
        for cell in execution.page.code_cells
    ]


@dataclass(frozen=True)
class Finding:
    """One warning of a build: file relative to the site, line, kind such as `asrun.output`."""

    file: str
    line: int | None
    kind: str
    message: str


@dataclass(frozen=True)
class Run:
    """What came of a command."""

    status: int
    out: str
    err: str
    root: Path

    @property
    def findings(self):
        found = []
        for match in _FINDING.finditer(self.err):
            file, _, line = match["place"].rpartition(":")
            if not line.isdigit():
                file, line = match["place"], None
            relative = os.path.relpath(file, self.root / "docs")
            found.append(Finding(relative, line and int(line), match["kind"], match["message"]))
        return found

    def of(self, file):
        """Return the findings of one file."""
        return [finding for finding in self.findings if finding.file == file]

    def only(self, file):
        """Return the one finding of a file."""
        (finding,) = self.of(file)
        return finding


@dataclass
class Site:
    """A small site in a folder of its own.

    Pages and records are written by the test; `accept` and `build` are the real commands,
    in a process of their own.
    """

    root: Path
    environment: dict[str, str] = field(default_factory=dict)
    kernel_socket: str = ""

    def __post_init__(self):
        (self.root / "docs").mkdir(parents=True, exist_ok=True)
        self.configure()
        if not (self.root / "docs/index.md").exists():
            self.file("index.md", "# Start\n\n```{toctree}\n:glob:\n**\n```\n")

    @property
    def html(self):
        return self.root / "_build" / "html"

    def configure(self, **settings):
        lines = [f"{key} = {value!r}\n" for key, value in settings.items()]
        (self.root / "conf.py").write_text(CONFIGURATION + "".join(lines))

    def file(self, name, text):
        path = self.root / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def page(self, name, *blocks, head=HEAD):
        title = f"# Page {name.replace('/', ' ')}"
        return self.file(f"{name}.md", head + "\n" + "\n\n".join([title, *blocks]) + "\n")

    def record(self, name):
        return self.root / "docs" / "_records" / f"{name}.txt"

    def edit(self, file, old, new):
        """Replace a text that is there exactly once."""
        path = self.root / "docs" / file
        text = path.read_text()
        assert text.count(old) == 1, f"{old!r} is {text.count(old)} times in {file}"
        path.write_text(text.replace(old, new))

    def line(self, file, text):
        """Return the number of the first line that holds a text, from 1."""
        lines = (self.root / "docs" / file).read_text().splitlines()
        return next(n for n, line in enumerate(lines, 1) if text in line)

    def _options(self):
        borrow = ["--kernel-socket", self.kernel_socket] if self.kernel_socket else []
        return ["--root", str(self.root), *borrow]

    def start(self, *arguments, **environment):
        """Start `python -m asrun`; its output is read by `finish`."""
        return subprocess.Popen(
            [sys.executable, "-m", "asrun", *self._options(), *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**clean_environment(), **self.environment, **environment},
            start_new_session=True,
        )

    def finish(self, process):
        try:
            out, err = process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            out, err = process.communicate()
            err += f"\n(killed by the test after {PATIENCE:g} s)"
        return Run(process.returncode, out, err, self.root)

    def run_own(self, *arguments, **environment):
        """Run a command of this site's own, `python -m jax101_site`, in the same way."""
        return self.run(*arguments, module="jax101_site.__main__", **environment)

    def run(self, *arguments, module="asrun.cli", **environment):
        """Run a command in a fork of a process that has imported Sphinx, which saves seconds."""
        everything = {**clean_environment(), **self.environment, **environment}
        folder = self.root / "_run"
        folder.mkdir(exist_ok=True)
        out, err = folder / "out", folder / "err"
        options = self._options() if module == "asrun.cli" else ["--root", str(self.root)]
        command = [*options, *arguments]
        process = _forks.Process(target=_command, args=(module, command, everything, out, err))
        process.start()
        process.join(PATIENCE)
        if process.is_alive():
            process.kill()
            process.join()
        return Run(process.exitcode, out.read_text(), err.read_text(), self.root)

    def build(self, jobs=1, **environment):
        return self.run("build", "-j", str(jobs), **environment)

    def build_apart(self, jobs=1, **environment):
        """Build in a process of its own, which hashes in an order of its own."""
        return self.finish(self.start("build", "-j", str(jobs), **environment))

    def accept(self, *pages, **environment):
        return self.run("accept", *pages, **environment)

    def accepted(self, *pages):
        """Accept, and insist that it worked."""
        run = self.accept(*pages)
        assert run.status == 0, run.out + run.err
        return run

    def shown(self, name):
        """Return the text of a page of the published site, without its markup."""
        return re.sub(r"<[^>]+>", "", (self.html / f"{name}.html").read_text())


_forks = multiprocessing.get_context("forkserver")
_forks.set_forkserver_preload(
    [
        "asrun.cli",
        "asrun.sphinxext",
        "jax101_site.__main__",
        "myst_nb.sphinx_ext",
        "sphinx.builders.html",
        "jupytext",
        "pygments",
    ]
)


def _command(module, arguments, environment, out, err):
    """Be `python -m asrun`, or another program with a `main`."""
    os.environ.clear()
    os.environ.update(environment)
    for path, descriptor in ((out, 1), (err, 2)):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), descriptor)
    sys.exit(import_module(module).main(arguments))


def clean_environment():
    """Return this process's environment without what a build or a kernel would react to."""
    ours = ("JAX", "XLA", "NPROC", "PYTHONHASHSEED", "JUPYTER", "IPYTHON", "COLUMNS")
    kept = {k: v for k, v in os.environ.items() if not k.startswith(ours)}
    return {**kept, "NO_COLOR": "1"}


def processes_with(text):
    """Return the command line of every process whose environment or command line holds a text."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        if int(folder.name) == os.getpid():
            continue
        with contextlib.suppress(OSError):
            command = (folder / "cmdline").read_bytes()
            if text.encode() in command + b"\0" + (folder / "environ").read_bytes():
                found[int(folder.name)] = command.replace(b"\0", b" ").decode(errors="replace")
    return found


def eventually(condition, seconds=30.0):
    """Wait until a function's result is empty or false; return the last result."""
    end = time.monotonic() + seconds
    while (result := condition()) and time.monotonic() < end:
        time.sleep(0.1)
    return result
