"""Every task of this repository; `python3 noxfile.py -l` lists them, this file says how they work.

How the house is built:

- `pyproject.toml` names what we need and why; `nox -s lock` resolves it, once for all Pythons,
  into `requirements.txt`. Every other session installs exactly that, checked by hash.
- `site` is the environment of everything that makes or checks the site with the Python that
  runs nox. `docs`, `live`, `accept`, `links`, `lint` and `bench` share it.
- `tests` has one environment for each supported Python, `snapshot` one for each JAX compared;
  `releases` has one in which it exchanges JAX.
- Environments stay in `.nox/` and are filled again only when the lock changes, so that a
  second run starts at once. `rm -rf .nox` forgets them all.

What a session runs lives in `source/` and `tools/`; what follows `--` on the command line goes to it.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from functools import cache
from pathlib import Path
from typing import IO

HERE = f"{sys.version_info[0]}.{sys.version_info[1]}"  # the Python that runs nox
PYTHONS = ["3.11", "3.12", "3.13"]  # supported; JAX 0.10 is the last to run on the first
OLDEST, NEWEST = PYTHONS[0], PYTHONS[-1]


# `python3 noxfile.py`, without nox ---------------------------------------------------------


def bring_nox() -> None:
    """Run nox from an environment of this repository's own, `.venv`, made if it is not there.

    A Python that its system manages lets nobody install into it, and need not hold pip at all.
    """
    folder = Path(__file__).resolve().parent / ".venv"
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    uv = shutil.which("uv")
    if not _has_nox(python):
        shutil.rmtree(folder, ignore_errors=True)  # what an interrupted start left
        if importlib.util.find_spec("ensurepip"):
            make = [sys.executable, "-m", "venv", str(folder)]
            fill = [str(python), "-m", "pip", "install", "--quiet", "nox[uv]"]
        elif uv:
            make = [uv, "venv", "--quiet", "--python", sys.executable, str(folder)]
            fill = [uv, "pip", "install", "--quiet", "--python", str(python), "nox[uv]"]
        else:
            package = f"python{HERE}-venv"
            sys.exit(
                f"This Python ({sys.executable}) cannot make environments: it lacks venv or pip.\n"
                f"Install them (on Debian and Ubuntu: apt install {package}), or install uv."
            )
        print(f"Installing nox into {folder}", file=sys.stderr)
        for command in (make, fill):
            if subprocess.run(command, check=False).returncode:
                shutil.rmtree(folder, ignore_errors=True)
                sys.exit(
                    "nox was not installed; the lines above say why. It comes from the Python "
                    "package index: is there a network? Nothing was left behind; try again."
                )
    sys.exit(subprocess.run([str(python), "-m", "nox", *sys.argv[1:]], check=False).returncode)


def _has_nox(python: Path) -> bool:
    if not python.exists():
        return False
    found = subprocess.run([str(python), "-c", "import nox"], capture_output=True, check=False)
    return found.returncode == 0


if sys.version_info < (3, 11):
    sys.exit(
        f"JAX 101 needs Python {OLDEST} or newer, and this is Python {HERE} ({sys.executable}).\n"
        "Use a newer one, for example: python3.13 noxfile.py"
    )
if __name__ == "__main__":
    os.chdir(Path(__file__).resolve().parent)
    bring_nox()

import nox  # noqa: E402 - only now is it known that this Python can
from nox.command import CommandFailed  # noqa: E402

PYPROJECT = Path("pyproject.toml")
ENGINE = Path("source", "asrun", "pyproject.toml")
LOCK, GPU_LOCK = Path("requirements.txt"), Path("requirements-gpu.txt")
DRIFT, TOOLS = Path("_build", "drift"), Path("tools").resolve()
# One process more than there are cores: for a third of their time tests wait for a browser, a
# kernel or a deadline. A file stays in one process, so that what its tests share is made once; the
# longest begin.
TOGETHER = ("-n", str((os.cpu_count() or 1) + 1), "--dist", "loadfile", "--no-loadscope-reorder")
# Only nightlies, as JAX's installation guide gives it; everything else still comes from the lock.
NIGHTLY_INDEX = (
    "https://us-python.pkg.dev/ml-oss-artifacts-published/"
    "jax-public-nightly-artifacts-registry/simple/"
)

nox.needs_version = ">=2025.10.14"
nox.options.sessions = ["docs"]  # what a plain `nox` does
nox.options.default_venv_backend = "uv|virtualenv"  # uv where present: seconds, not minutes
nox.options.reuse_venv = "yes"
nox.options.download_python = "never"  # we test on the Pythons a machine has
nox.options.error_on_missing_interpreters = False  # an absent one is skipped, and said so


# What the sessions are made of -------------------------------------------------------------


def install(session: nox.Session, lock: Path = LOCK) -> None:
    """Fill the session's environment from the lock, unless it already holds just that."""
    wanted = "\n".join(
        hashlib.sha256(f.read_bytes()).hexdigest() for f in (lock, PYPROJECT, ENGINE)
    )
    stamp = Path(session.virtualenv.location, "filled-from")
    if stamp.exists() and stamp.read_text() == wanted:
        return
    # Compiled here, once, as pip does anyway: not by each of the processes that import JAX.
    session.install("--require-hashes", "-r", str(lock), env={"UV_COMPILE_BYTECODE": "1"})
    session.install("--no-deps", "--no-build-isolation", "-e", ".")
    stamp.write_text(wanted)


def run_in_site(
    session: nox.Session, *command: str, stdout: IO[str] | None = None, **variables: str
) -> None:
    """Run a program of the `site` environment, as `python -m asrun` or `typos`."""
    folder = session.env_dir.parent.resolve() / f"site-{HERE.replace('.', '-')}"
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    path = os.pathsep.join([str(programs), os.environ.get("PATH", "")])
    program, *arguments = command
    environment = {"PATH": path, "VIRTUAL_ENV": str(folder), **variables}
    # By its path: the same name elsewhere on the machine must not stand in for a missing one.
    session.run(str(programs / program), *arguments, env=environment, external=True, stdout=stdout)


@cache
def idle_pythons() -> list[str]:
    """Return the supported Pythons that are on the PATH by name but do not run.

    A pyenv shim of a Python that is not switched on is such a one.
    """
    folders = dict.fromkeys(os.environ.get("PATH", os.defpath).split(os.pathsep))
    names = [Path(folder, f"python{version}") for version in PYTHONS for folder in folders]
    return [str(name) for name in names if os.access(name, os.X_OK) and not _runs(name)]


def _runs(python: Path) -> bool:
    try:
        done = subprocess.run([python, "-c", ""], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def gpus() -> list[str]:
    """Return one line for each NVIDIA GPU that the driver sees."""
    if not shutil.which("nvidia-smi"):
        return []
    found = subprocess.run(["nvidia-smi", "-L"], capture_output=True, text=True, check=False)
    return [line for line in found.stdout.splitlines() if line.startswith("GPU ")]


# Read and write the site -------------------------------------------------------------------


@nox.session(python=[HERE])
def site(session: nox.Session) -> None:
    """Prepare the environment that the sessions for the site share."""
    install(session)


@nox.session(requires=["site"], venv_backend="none")
def docs(session: nox.Session) -> None:
    """Build the site into _build/html: every cell executed, every output checked."""
    ordinary = [text for text in session.posargs if text == "--ordinary-kernels"]
    others = [text for text in session.posargs if text not in ordinary]
    run_in_site(session, "python", "-m", "asrun", *ordinary, "build", *others)


@nox.session(requires=["site"], venv_backend="none")
def live(session: nox.Session) -> None:
    """Serve the site and, on every save, rebuild what changed and reload the browser."""
    run_in_site(session, "python", "-m", "asrun", "live", *session.posargs)


@nox.session(requires=["site"], venv_backend="none")
def learn(session: nox.Session) -> None:
    """Run cells and solve exercises on the pages of the built site, in a browser."""
    run_in_site(session, "python", "-m", "jax101", "learn", *session.posargs)


@nox.session(requires=["site"], venv_backend="none")
def verify(session: nox.Session) -> None:
    """Run pages and compare them with their records, without a build: nox -s verify -- quickstart."""
    options = [text for text in session.posargs if text.startswith("-")]
    pages = [text for text in session.posargs if text not in options]
    run_in_site(session, "python", "-m", "asrun", *options, "verify", *pages)


@nox.session(requires=["site"], venv_backend="none")
def accept(session: nox.Session) -> None:
    """Show how outputs differ from their records, and record them: nox -s accept -- quickstart."""
    run_in_site(session, "python", "-m", "asrun", "accept", *session.posargs)


@nox.session(requires=["site"], venv_backend="none")
def new(session: nox.Session) -> None:
    """Begin a page or an exercise: nox -s new -- page NAME; nox -s new -- exercise NAME."""
    run_in_site(session, "python", "-m", "jax101_site", "new", *session.posargs)


@nox.session(requires=["site"], venv_backend="none")
def exercise(session: nox.Session) -> None:
    """Say all that an exercise lacks, and check its answers: nox -s exercise -- safe_norm."""
    run_in_site(session, "python", "-m", "jax101.exercises.authoring", *session.posargs)


@nox.session(requires=["site"], venv_backend="none")
def links(session: nox.Session) -> None:
    """Check links: a broken internal one fails, a broken external one is reported."""
    run_in_site(session, "python", "-m", "jax101_site", "links", *session.posargs)


# Check the code ----------------------------------------------------------------------------


@nox.session(python=[*PYTHONS, *({HERE} - set(PYTHONS))])
def tests(session: nox.Session) -> None:
    """Run the test suite on each Python present; nox -s tests-3.13 -- -k records runs a part."""
    for name in idle_pythons():
        session.warn(f"{name} does not run (an idle pyenv shim?): it counts as absent.")
    install(session)
    if session.posargs:
        run_tests(session, *session.posargs)
        return
    # Tests that measure time or count processes come first, with the machine to themselves.
    alone = ("-m", "alone and not slow")
    together = ("-m", "not alone and not slow", *TOGETHER)
    failed = []
    for selection in (alone, together):
        try:
            run_tests(session, *selection)
        except CommandFailed:
            failed.append(" ".join(selection[:2]))
    if failed:
        session.error(f"tests failed: {'; '.join(failed)}")


def run_tests(session: nox.Session, *options: str) -> None:
    """Run pytest; that nothing was selected is no failure."""
    nothing_selected = 5
    command = ("python", "-m", "pytest", *options)
    session.run(*command, success_codes=[0, nothing_selected], env={"PYTHONPATH": str(TOOLS)})


@nox.session(requires=["site"], venv_backend="none")
def coverage(session: nox.Session) -> None:
    """Say which lines of source/ no test runs: nox -s coverage -- tests/asrun. It is no gate."""
    with tempfile.TemporaryDirectory() as folder:
        data = {"COVERAGE_FILE": str(Path(folder, "data")), "PYTHONPATH": str(TOOLS)}
        which = session.posargs or ["-m", "not slow"]
        run_in_site(session, "python", "-m", "coverage", "run", "-m", "pytest", *which, **data)
        run_in_site(session, "python", "-m", "coverage", "combine", "--quiet", **data)
        run_in_site(session, "python", "-m", "coverage", "report", **data)


@nox.session(requires=["site"], venv_backend="none")
def lint(session: nox.Session) -> None:
    """Check style, types, spelling and Markdown; nox -s lint -- --fix mends what it can."""
    fix = "--fix" in session.posargs
    tools = {
        "ruff check": ["ruff", "check", *(["--fix"] if fix else [])],
        "ruff format": ["ruff", "format", *([] if fix else ["--diff"])],
        "mypy": ["mypy"],
        "typos": ["typos", *(["--write-changes"] if fix else [])],
        "rumdl": ["rumdl", "check", *(["--fix"] if fix else [])],
    }
    failed = []
    for name, command in tools.items():
        try:
            run_in_site(session, *command)
        except CommandFailed:
            failed.append(name)
    if failed:
        session.error(f"{len(failed)} of {len(tools)} found something: {', '.join(failed)}")


@nox.session(python=[HERE])
def release(session: nox.Session) -> None:
    """Build wheel and source archive of jax101 and asrun into dist/, check and try them."""
    # The lock and no more: here the clone must not stand in for what an archive lacks.
    session.install("--require-hashes", "-r", str(LOCK), env={"UV_COMPILE_BYTECODE": "1"})
    session.run("python", "-m", "release", *session.posargs, env={"PYTHONPATH": str(TOOLS)})


# Keep up with JAX --------------------------------------------------------------------------


@nox.session
@nox.parametrize(
    "python, release",
    [
        nox.param(OLDEST, "oldest", id="oldest"),
        nox.param(NEWEST, "newest", id="newest"),
        nox.param(NEWEST, "nightly", id="nightly"),
    ],
)
def snapshot(session: nox.Session, release: str) -> None:
    """Run every page on one JAX and keep its outputs (a step of drift)."""
    result = DRIFT / f"{release}.json"
    result.unlink(missing_ok=True)
    if release == "nightly" and not _reachable(NIGHTLY_INDEX):
        session.skip("the index of nightly JAX cannot be reached from here")
    install(session)
    if release == "newest":
        session.install("--upgrade", "jax", "jaxlib")
    if release == "nightly":
        index = ("--extra-index-url", NIGHTLY_INDEX)
        session.install("--upgrade", "--pre", "--no-deps", "jax", "jaxlib", *index)
    result.parent.mkdir(parents=True, exist_ok=True)
    session.run("python", "-m", "asrun", "drift", "take", str(result), *session.posargs)


@nox.session(requires=["site", "snapshot"], venv_backend="none")
def drift(session: nox.Session) -> None:
    """Print one table of the outputs that differ between the oldest, newest and nightly JAX."""
    taken = [DRIFT / f"{release}.json" for release in ("oldest", "newest", "nightly")]
    present = [str(result) for result in taken if result.exists()]
    table = DRIFT / "table.md"
    try:
        with table.open("w", encoding="utf-8") as file:
            command = ("python", "-m", "asrun", "drift", "compare")
            run_in_site(session, *command, *present, stdout=file)
    finally:  # the command fails when there are differences
        print(table.read_text(encoding="utf-8"))


@nox.session(python=[HERE])
def releases(session: nox.Session) -> None:
    """Verify pages whose outputs changed with a release of JAX, on it and on the one before."""
    if HERE == OLDEST:
        session.skip(f"Python {OLDEST} has only JAX 0.10: run nox on a newer one")
    install(session)
    named = session.run("python", "-m", "jax101_site", "releases", silent=True)
    for release, *pages in map(str.split, str(named).splitlines()):
        for wanted in (f"<{release}", f"=={release}"):
            # The newest that is wanted, not one that happens to be there; the rest as locked.
            session.install("--upgrade", "--no-deps", f"jax{wanted}", f"jaxlib{wanted}")
            session.run("python", "-m", "asrun", "verify", *pages)


def _reachable(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}jax/", timeout=20):
            return True
    except OSError:
        return False


@nox.session
def lock(session: nox.Session) -> None:
    """Resolve pyproject.toml into requirements.txt; -- --upgrade-package jax takes only that."""
    session.install("uv")
    what = session.posargs or ["--upgrade"]
    groups = [f"--group={group}" for group in ("build", "docs", "test", "lint")]
    _compile(session, LOCK, *groups, *what)
    # The same versions, plus JAX's CUDA build.
    _compile(session, GPU_LOCK, *groups, "--group=gpu", "--constraint", str(LOCK), *what)


def _compile(session: nox.Session, lock: Path, *options: str) -> None:
    both = [str(PYPROJECT), str(ENGINE)]
    extras = [f"--extra={extra}" for extra in ("dask", "learn", "live")]
    resolve = ["uv", "pip", "compile", *both, *extras, "--universal", "--generate-hashes"]
    quiet = ["--quiet", "--no-header", "--no-emit-index-url", "--no-emit-find-links"]
    oldest = ["--python-version", OLDEST]
    session.run(*resolve, *quiet, *oldest, *options, "--output-file", str(lock))
    header = (
        "# Made by `python3 -m nox -s lock` from pyproject.toml: edit that, not this.\n"
        f"# For Python {OLDEST} to {NEWEST} on every platform; installed with --require-hashes.\n"
        f"# inputs: {inputs()}\n"
    )
    lock.write_text(header + lock.read_text(encoding="utf-8"), encoding="utf-8")


def inputs() -> str:
    """Return a digest of what pyproject.toml asks for; a lock made from it carries the same."""
    import tomllib  # here, so that an old Python reaches the message above

    site, engine = (tomllib.loads(f.read_text(encoding="utf-8")) for f in (PYPROJECT, ENGINE))
    wanted = [site["dependency-groups"]]
    for project in (site["project"], engine["project"]):
        wanted += [project["dependencies"], project["optional-dependencies"]]
    return hashlib.sha256(json.dumps(wanted, sort_keys=True).encode()).hexdigest()


@nox.session(requires=["site"], venv_backend="none")
def vendor(session: nox.Session) -> None:
    """Bundle the workbench's JavaScript from others anew, with Node.js; -- --upgrade for newer."""
    run_in_site(session, "python", "-m", "vendor", *session.posargs, PYTHONPATH=str(TOOLS))


# Measure, and use a GPU --------------------------------------------------------------------


@nox.session(requires=["site"], venv_backend="none")
def bench(session: nox.Session) -> None:
    """Time our build against stock myst-nb on the same pages, and print the table."""
    run_in_site(session, "python", "-m", "bench", *session.posargs, PYTHONPATH=str(TOOLS))


@nox.session(venv_backend="none")
def gpu(session: nox.Session) -> None:
    """Build and verify the site on this machine's GPU; -- --record keeps what only it can show.

    -- --parallel runs the pages that need eight devices on eight GPUs.
    Without a GPU, say so and touch nothing.
    """
    if not gpus():
        session.error("No NVIDIA GPU here: `nvidia-smi -L` lists none. Nothing was touched")
    session.notify("gpu-site", session.posargs)


@nox.session(name="gpu-site")
def gpu_site(session: nox.Session) -> None:
    """Do the work of the session gpu, once that has found a GPU."""
    install(session, GPU_LOCK)
    session.run("python", "-m", "jax101_site", "gpu", *session.posargs)
