"""The warm process: started once, and gone without a trace however its owner ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap

import pytest
from toysite import clean_environment

from asrun.kernels import environment, warm
from asrun.kernels.warm import Kernels, KernelStartError
from asrun.page.read import read_page
from asrun.run.execute import execute_page

pytestmark = [pytest.mark.alone]

OWNER = """\
import sys, time
from pathlib import Path
from asrun.kernels.warm import Kernels
from asrun.run.client import Limits
from asrun.run.execute import execute_page
from asrun.page.read import read_page
kernels = Kernels.start()
kernels.wait()
print("warm", flush=True)
page = read_page("page", Path(sys.argv[1]))
import threading
def tell():
    while not Path(sys.argv[1] + ".begun").exists():
        time.sleep(0.02)
    print("begun", flush=True)
threading.Thread(target=tell, daemon=True).start()
execute_page(page, kernels, Limits(cell_seconds=100))
"""

PAGE = """\
---
file_format: mystnb
kernelspec:
  name: python3
---
# Page

```{code-cell} python
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(100)"])
open("page.md.begun", "w").close()
time.sleep(100)
child.kill()
```
"""


@pytest.fixture
def owner(tmp_path, own_temporary):
    """A process that owns a warm process, whose kernel is in the middle of a cell."""
    page = tmp_path / "page.md"
    page.write_text(PAGE)
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(OWNER), str(page)],
        stdout=subprocess.PIPE,
        text=True,
        env={**clean_environment(), "TMPDIR": str(own_temporary)},
        start_new_session=True,
    )
    assert process.stdout.readline() == "warm\n"
    assert process.stdout.readline() == "begun\n"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


@pytest.mark.parametrize(
    "how", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP], ids=lambda s: s.name
)
def test_an_owner_that_is_ended_in_mid_cell_leaves_nothing(owner, own_temporary, nothing_left, how):
    assert len(list(own_temporary.iterdir())) == 1
    owner.send_signal(how)
    owner.wait(20)
    nothing_left(own_temporary)


def test_a_closed_one_leaves_nothing(tmp_path, own_temporary, nothing_left, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(own_temporary))
    monkeypatch.setattr("tempfile.tempdir", None)
    before = dict(os.environ)
    with Kernels.start() as kernels:
        kernels.wait()
        (tmp_path / "page.md").write_text(PAGE.replace("time.sleep(100)\n", "print('done')\n"))
        execution = execute_page(read_page("page", tmp_path / "page.md"), kernels)
        assert not execution.faults
        assert kernels.folder.parent == own_temporary
    assert dict(os.environ) == before
    nothing_left(own_temporary)


def test_one_that_is_never_used_leaves_nothing(own_temporary, nothing_left):
    code = "from asrun.kernels.warm import Kernels; Kernels.start(); raise SystemExit(3)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**clean_environment(), "TMPDIR": str(own_temporary)},
        check=False,
        timeout=60,
    )
    assert done.returncode == 3
    nothing_left(own_temporary)


def test_a_warm_process_that_cannot_start_says_what_is_missing(
    tmp_path, own_temporary, nothing_left, monkeypatch
):
    monkeypatch.setenv("TMPDIR", str(own_temporary))
    monkeypatch.setattr("tempfile.tempdir", None)
    kernels = Kernels.start(preload=["absent_today"])
    with pytest.raises(KernelStartError) as caught:
        kernels.wait()
    assert "No module named 'absent_today'" in str(caught.value)
    assert "--ordinary-kernels" in str(caught.value)
    nothing_left(own_temporary)


def test_a_warm_process_to_borrow_that_is_not_there(own_temporary, nothing_left, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(own_temporary))
    monkeypatch.setattr("tempfile.tempdir", None)
    message = r"no warm process listens at /nowhere/warm\.sock"
    with (
        Kernels.start(socket="/nowhere/warm.sock") as kernels,
        pytest.raises(KernelStartError, match=message),
    ):
        kernels.wait()
    nothing_left(own_temporary)


def test_a_warm_process_is_not_borrowed_once_other_packages_are_installed(tmp_path, monkeypatch):
    (tmp_path / "page.md").write_text(PAGE.replace("time.sleep(100)\n", "print('done')\n"))
    with Kernels.start() as first:
        first.wait()
        with Kernels.start(socket=first.socket) as second:
            assert second.borrowed
        there = environment.packages()
        monkeypatch.setattr(warm, "packages", lambda: {**there, "jax": "99.0"})
        with Kernels.start(socket=first.socket) as third:
            third.wait()
            assert not third.borrowed
            assert third.socket != first.socket
            assert not execute_page(read_page("page", tmp_path / "page.md"), third).faults


def test_a_long_folder_for_temporary_files(tmp_path, monkeypatch):
    long = tmp_path / ("x" * 120)
    long.mkdir()
    monkeypatch.setenv("TMPDIR", str(long))
    monkeypatch.setattr("tempfile.tempdir", None)
    (tmp_path / "page.md").write_text(PAGE.replace("time.sleep(100)\n", "print('done')\n"))
    with Kernels.start() as kernels:
        kernels.wait()
        assert not execute_page(read_page("page", tmp_path / "page.md"), kernels).faults
    assert not list(long.iterdir())


def test_a_warm_process_that_is_killed_fails_the_pages_after_it(
    tmp_path, own_temporary, nothing_left, monkeypatch
):
    monkeypatch.setenv("TMPDIR", str(own_temporary))
    monkeypatch.setattr("tempfile.tempdir", None)
    (tmp_path / "page.md").write_text(PAGE.replace("time.sleep(100)\n", "print('done')\n"))
    with Kernels.start() as kernels:
        kernels.wait()
        kernels._server.kill()
        kernels._server.wait()
        execution = execute_page(read_page("page", tmp_path / "page.md"), kernels)
    (fault,) = execution.faults
    assert fault.message.startswith("the kernel did not start, twice: ")
    nothing_left(own_temporary)
