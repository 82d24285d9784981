"""Pages on a Dask cluster: two worker processes, each in a folder of its own, on this machine."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from nbformat import NotebookNode
from toysite import cell, clean_environment, eventually

from asrun.page.cell import Page

distributed = pytest.importorskip("distributed")
pytestmark = pytest.mark.newest
from asrun.run.worker import Site, Worker, versions  # noqa: E402 - needs Dask

PATIENCE = 60.0


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Cluster:
    """A scheduler and its workers, each a process with a working folder of its own."""

    def __init__(self, folder):
        self.folder, self.workers, self._processes = folder, [], []
        self.address = f"tcp://127.0.0.1:{free_port()}"
        host, _, port = self.address.removeprefix("tcp://").partition(":")
        self._start("scheduler", "--host", host, "--port", port, "--no-dashboard", "--no-show")

    def _start(self, what, *arguments):
        folder = self.folder / f"{what}{len(self._processes)}"
        folder.mkdir(parents=True)
        process = subprocess.Popen(
            [sys.executable, "-m", "distributed.cli.dask_" + what, *arguments],
            cwd=folder,
            env={**clean_environment(), "DASK_DISTRIBUTED__WORKER__DAEMON": "False"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._processes.append(process)
        return process

    def add_worker(self):
        arguments = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1")
        self.workers.append(self._start("worker", self.address, *arguments))

    def wait(self, count):
        with distributed.Client(self.address, timeout=PATIENCE, set_as_default=False) as client:
            if count:
                client.wait_for_workers(count, timeout=PATIENCE)

    def close(self):
        for process in reversed(self._processes):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, 9)
            process.wait()


@contextlib.contextmanager
def started(folder):
    cluster = Cluster(folder)
    try:
        cluster.add_worker()
        cluster.add_worker()
        cluster.wait(2)
        yield cluster
    finally:
        cluster.close()


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """A cluster of two workers, for tests that leave both alive."""
    with started(tmp_path_factory.mktemp("shared")) as cluster:
        yield cluster


@pytest.fixture
def cluster(tmp_path):
    """A cluster of two workers of its own."""
    with started(tmp_path / "cluster") as cluster:
        yield cluster


@pytest.fixture
def site(make_site):
    site = make_site()
    site.file("helper.py", "def answer():\n    return 42\n")
    site.file("data/numbers.txt", "1 2 3\n")
    site.page("deep/one", cell("print('one', 6 * 7)"), cell("{}['k']", raises="KeyError"))
    site.page(
        "two", cell("from helper import answer\nanswer()"), cell("open('data/numbers.txt').read()")
    )
    site.page("jaxed", cell("import jax.numpy as jnp\njnp.arange(3) * 2"))
    return site


def test_records_are_those_of_this_machine(site, shared):
    site.accepted()
    before = {name: site.record(name).read_bytes() for name in ("deep/one", "two", "jaxed")}
    on_cluster = ("--executor", shared.address)
    run = site.run(*on_cluster, "verify")
    assert (run.status, run.err) == (0, "")
    run = site.run(*on_cluster, "accept")
    assert (run.status, run.err) == (0, "")
    assert before == {name: site.record(name).read_bytes() for name in before}

    pages = []
    for where in ((), on_cluster):
        assert site.run(*where, "build").status == 0
        pages.append({p.relative_to(site.html): p.read_bytes() for p in site.html.rglob("*.html")})
        shutil.rmtree(site.root / "_build")
    assert pages[0] == pages[1]


def test_a_page_depends_on_what_it_opened_on_the_worker(site, shared):
    site.accepted()
    on_cluster = ("--executor", shared.address)
    assert site.run(*on_cluster, "build").status == 0
    for file, old, new in (("helper.py", "42", "43"), ("data/numbers.txt", "1 2", "1 4")):
        site.edit(file, old, new)
        run = site.run(*on_cluster, "build")
        assert [f.file for f in run.findings] == ["two.md"]
        site.edit(file, new, old)


def test_faults_name_cell_and_worker_and_other_pages_go_on(site, shared):
    site.accepted()
    site.configure(asrun_cell_seconds=2)
    site.page("hangs", cell("while True: pass"))
    site.page("fails", cell("1 / 0"))
    site.edit("helper.py", "42", "43")
    run = site.run("--executor", shared.address, "verify")
    assert run.status == 1
    assert re.search(r"fails.md:10: the cell raised ZeroDivisionError", run.err)
    assert "hangs.md:10: the cell did not end within 2 seconds" in run.err
    assert "(on tcp://127.0.0.1:" in run.err
    assert "-42\n+43" in run.err
    assert "deep/one: verified" in run.out


KILL = """\
import os, signal, time
def parent(pid):
    return int(open(f"/proc/{pid}/stat").read().rpartition(")")[2].split()[1])
def kill_the_worker():  # the parent of the warm process, which forked this kernel
    os.kill(parent(parent(os.getpid())), signal.SIGKILL)
    time.sleep(60)
"""


def test_a_page_whose_worker_is_lost_runs_again_once(site, cluster):
    spared = site.root / "spared"
    spared.touch()
    once = f"if not os.path.exists({str(spared)!r}):\n    open({str(spared)!r}, 'w').close()\n"
    site.page("kills", cell(f"{KILL}{once}    kill_the_worker()\n'steady'"))
    site.accepted()
    spared.unlink()
    run = site.run("--executor", cluster.address, "verify")
    assert (run.status, run.err) == (0, "")
    assert sorted(worker.poll() is None for worker in cluster.workers) == [False, True]


def test_a_page_that_loses_two_workers_is_a_fault_that_names_them(site, cluster):
    site.accepted()
    cluster.add_worker()
    cluster.wait(3)
    site.page("kills", cell(f"{KILL}kill_the_worker()"))
    run = site.run("--executor", cluster.address, "verify")
    assert run.status == 1
    lost = re.search(r"kills.md:1: lost its worker, 2 times: (\S+), (tcp://[\d.:]+) ", run.err)
    assert lost[1] != lost[2]
    assert run.out.count(": verified") == 3


def test_a_file_beside_the_pages_is_a_dependency_too(site, shared, tmp_path):
    beside = tmp_path / "beside.txt"
    beside.write_text("1")
    site.page("reads", cell(f"open({str(beside)!r}).read()"))
    site.accepted()
    on_cluster = ("--executor", shared.address)
    assert site.run(*on_cluster, "build").status == 0
    beside.write_text("2")
    assert [f.file for f in site.run(*on_cluster, "build").findings] == ["reads.md"]


def test_nothing_is_left_on_a_worker(site, shared):
    site.accepted()
    before = set(Path(tempfile.gettempdir()).glob("asrun-site-*"))
    site.run("--executor", shared.address, "verify")
    assert not eventually(lambda: [c for w in shared.workers for c in children(w.pid)])
    assert set(Path(tempfile.gettempdir()).glob("asrun-site-*")) <= before


def children(pid):
    """The processes that have this parent."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            if int(stat.read_text().rpartition(")")[2].split()[1]) == pid:
                found.append(stat.parent.name)
    return found


def test_a_worker_with_another_version_runs_nothing(tmp_path):
    page = Page("page", Path("page.md"), [], NotebookNode())
    for packages, said in (
        ({"numpy": "0.1"}, "it has numpy "),
        ({"python": "2.7"}, "and this machine has 2.7"),
        ({"no-such-package": "1"}, "it has no-such-package not at all"),
    ):
        (fault,) = Worker(Site(b"", packages=packages)).run(page).faults
        assert said in fault.message
    assert versions(["numpy", "no-such-package", ""]).keys() == {"python", "numpy"}


def test_nobody_answers_at_the_address(site):
    run = site.run("--executor", f"tcp://127.0.0.1:{free_port()}", "verify")
    assert run.status == 2
    assert "no Dask scheduler answers at" in run.err
    assert run.err.count("\n") < 3


def test_a_cluster_without_workers(site, tmp_path):
    cluster = Cluster(tmp_path / "empty")
    try:
        cluster.wait(0)
        run = site.run("--executor", cluster.address, "verify")
        assert run.status == 2
        assert "has no worker: start some with `dask worker" in run.err
    finally:
        cluster.close()
