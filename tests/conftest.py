"""What tests share: warm kernels, small sites that are really built, and the real site."""

from __future__ import annotations

import contextlib
import fcntl
import functools
import itertools
import json
import os
import shutil
import signal
import subprocess
import sys
import sysconfig
import tempfile
from importlib.metadata import version
from pathlib import Path

import pytest
from hypothesis import settings

sys.path.insert(0, str(Path(__file__).parent))  # for the helpers beside this file

from toysite import HEAD, Site, clean_environment, eventually, processes_with

from asrun.executor import kernels_for
from asrun.project import load
from asrun.run.client import Limits
from asrun.run.execute import execute_page

ROOT = Path(__file__).parents[1]

# How long an input takes is no property of it: a busy machine is no fault.
settings.register_profile("jax101", deadline=None)
settings.load_profile("jax101")

# A job in the background, or under nohup, ignores these, and so would every process that tests
# start and then interrupt.
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGHUP, signal.SIG_DFL)


@pytest.fixture(scope="session")
def project():
    """Return the real site's configuration."""
    return load(ROOT)


@pytest.fixture(scope="session")
def kernels(project):
    """Return one warm process that all small builds of this worker borrow."""
    with kernels_for(project) as warm:
        warm.wait()
        yield warm


@pytest.fixture
def make_site(tmp_path, kernels):
    """Return a function that makes an empty site; its builds borrow this worker's warm kernels."""
    return lambda name="site": Site(tmp_path / name, kernel_socket=kernels.socket)


@pytest.fixture(scope="module")
def make_module_site(tmp_path_factory, kernels):
    """Return the same for a site that the tests of a module look at."""
    base = tmp_path_factory.mktemp("sites")
    return lambda name: Site(base / name, kernel_socket=kernels.socket)


@pytest.fixture
def own_temporary(tmp_path):
    """Return a short folder for temporary files, to see what a build leaves there.

    Socket paths are limited to about 100 characters, so this one is not below pytest's.
    """
    folder = Path(tempfile.mkdtemp(prefix="t101-"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def run_cells(project, kernels, tmp_path):
    """Return a function that executes cells, one after another, in a warm kernel of their own."""
    numbers = itertools.count()

    def run(*cells, folder=tmp_path, **limits):
        path = folder / f"page{next(numbers)}.md"
        path.write_text(HEAD + "\n# Page\n\n" + "\n\n".join(cells) + "\n")
        return execute_page(project.read(path.stem, path), kernels, Limits(**limits))

    return run


@pytest.fixture
def nothing_left():
    """Return a function that waits until no process and no file of a temporary folder is left."""

    def check(folder):
        left = eventually(lambda: processes_with(str(folder)))
        assert not left, f"processes are left: {left}"
        files = eventually(lambda: sorted(p.name for p in folder.iterdir()), 10.0)
        assert not files, f"files are left: {files}"

    return check


# The real site -----------------------------------------------------------------------------


@contextlib.contextmanager
def once_for_all_workers(tmp_path_factory, name):
    """Give a folder that one worker fills while the others wait: (folder, whether to fill it)."""
    base = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        base = base.parent
    folder = base / name
    with (base / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = folder / ".done"
        yield folder, not done.exists()
        folder.mkdir(exist_ok=True)
        done.touch()


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """Return the folder of the real site's HTML.

    It is built once for a run of the tests, whether or not it is verified: that its outputs equal
    their records is for the build itself to say. `JAX101_SITE` names one that is built already.
    """
    given = os.environ.get("JAX101_SITE")
    if given:
        return Path(given).resolve()
    with once_for_all_workers(tmp_path_factory, "jax101-site") as (folder, empty):
        if empty:
            settings = ("-D", "asrun_publish_unverified=1", "-d", str(folder / "trees"))
            command = ["sphinx", "-q", "-j", "2", "-c", str(ROOT), *settings]
            done = subprocess.run(
                [sys.executable, "-m", *command, str(ROOT / "docs"), str(folder / "html")],
                capture_output=True,
                text=True,
                env=clean_environment(),
                check=False,
                timeout=600,
            )
            assert done.returncode == 0, done.stderr
    return folder / "html"


@pytest.fixture(scope="session")
def reader_python(tmp_path_factory):
    """Return a Python that has what a reader has: jax, numpy, rich, matplotlib, and ipykernel.

    The versions are those of this environment.
    """
    names = ("jax", "jaxlib", "numpy", "rich", "matplotlib", "ipykernel")
    wanted = [f"{name}=={version(name)}" for name in names]
    with once_for_all_workers(tmp_path_factory, "reader") as (folder, empty):
        python = folder / "venv" / "bin" / "python"
        if empty:
            _make_environment(folder / "venv", python, wanted)
    return python


def _make_environment(folder, python, wanted):
    # The interpreter itself, for a name on the PATH may be an idle shim.
    interpreter = Path(sysconfig.get_config_var("BINDIR"), Path(sys.executable).resolve().name)
    quiet = {"capture_output": True, "text": True, "timeout": 580, "env": clean_environment()}
    if shutil.which("uv") and _runs("uv", "--version"):
        make = ["uv", "venv", "--quiet", "--python", str(interpreter), str(folder)]
        fill = ["uv", "pip", "install", "--quiet", "--python", str(python), *wanted]
    else:
        make = [sys.executable, "-m", "venv", str(folder)]
        fill = [str(python), "-m", "pip", "install", "--quiet", *wanted]
    for command in (make, fill):
        done = subprocess.run(command, check=False, **quiet)
        assert done.returncode == 0, f"{command}\n{done.stderr}"


def _runs(*command):
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


@functools.cache
def pages_with_code():
    """Return the names of all pages of the real site that have code cells."""
    project = load(ROOT)
    return [n for n, path in project.paths().items() if project.read(n, path).has_code]


def pytest_generate_tests(metafunc):
    """Run a test that asks for a `page_name` on every page, one that asks for a download on many.

    The downloads of exercises are all made alike, and each takes a start of JAX: some will do.
    """
    names = pages_with_code()
    exercises = [name for name in names if name.startswith("exercises/")]
    notes = [name for name in names if name not in exercises]
    chosen = {
        "page_name": names,
        "notebook_name": notes + exercises[::8],
        "script_name": notes + exercises[1::4],
    }
    for asked in chosen.keys() & set(metafunc.fixturenames):
        metafunc.parametrize(asked, chosen[asked])


@pytest.fixture(scope="session")
def kernelspec_of_reader(reader_python, tmp_path_factory):
    """Return a folder of kernelspecs whose kernel `reader` runs in the reader's Python."""
    folder = tmp_path_factory.mktemp("kernels")
    (folder / "reader").mkdir()
    specification = {
        "argv": [str(reader_python), "-m", "ipykernel_launcher", "-f", "{connection_file}"],
        "display_name": "reader",
        "language": "python",
        "metadata": {"kernel_provisioner": {"provisioner_name": "local-provisioner"}},
    }
    (folder / "reader" / "kernel.json").write_text(json.dumps(specification))
    return folder


# The longest files, longest first: begun early, they do not run alone at the end. It is about
# speed only; a name that is gone, or missing here, does no harm.
_LONGEST = (
    "test_handed_answers.py", "test_authoring.py", "test_notebook.py", "workbench/test_browser.py",
    "test_hostile.py", "test_explorer_browser.py", "test_takeaway.py", "test_green.py",
    "test_adopt.py", "test_cluster.py", "test_notebooks.py", "test_scripts.py", "test_noxfile.py",
)  # fmt: skip


def pytest_collection_modifyitems(items):
    """Put the longest files first; the order within a file stays."""

    def rank(item):
        path = item.path.as_posix()
        return next(
            (i for i, end in enumerate(_LONGEST) if path.endswith(f"/{end}")), len(_LONGEST)
        )

    items.sort(key=rank)
