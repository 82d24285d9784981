"""A build that is interrupted: it ends soon, writes nothing, and leaves nothing behind."""

from __future__ import annotations

import signal
import time

import pytest
from toysite import cell

pytestmark = [pytest.mark.alone]

LONG = "import subprocess, sys, time\nfrom pathlib import Path\n" + (
    "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(200)'])\n"
    "Path('begun').touch()\ntime.sleep(200)"
)


@pytest.fixture
def building(make_site, own_temporary):
    """A site, and a function that starts a build of it with a warm process of its own."""
    site = make_site()
    site.kernel_socket = ""
    site.configure(asrun_cell_seconds=300, asrun_page_seconds=300)
    started = []

    def start(*options):
        process = site.start(*options, "build", TMPDIR=str(own_temporary))
        started.append(process)
        return process

    yield site, start
    for process in started:
        process.kill()
        process.wait()
        process.stdout.close()
        process.stderr.close()


def wait_for(path, process, seconds=90):
    end = time.monotonic() + seconds
    while not path.exists():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < end, f"{path} never came"
        time.sleep(0.05)


@pytest.mark.parametrize("options", [[], ["--ordinary-kernels"]], ids=["warm", "ordinary"])
def test_ctrl_c_in_mid_cell(building, own_temporary, nothing_left, options):
    site, start = building
    for name in ("one", "two", "three", "four"):
        site.page(f"{name}/page", cell(LONG))
    process = start(*options)
    begun = [site.root / "docs" / name / "begun" for name in ("four", "one")]
    for path in begun:
        wait_for(path, process)
    begin = time.monotonic()
    process.send_signal(signal.SIGINT)
    run = site.finish(process)
    assert time.monotonic() - begin < 30
    assert run.status == 130
    assert "Interrupted; nothing was written." in run.err
    assert "Traceback" not in run.err
    assert not site.html.exists()
    assert not (site.root / "docs/three/begun").exists()
    nothing_left(own_temporary)


@pytest.mark.parametrize("moment", [0.3, 0.8, 1.2, 1.6, 2.0, 2.5, 3.0, 4.0])
def test_ctrl_c_at_any_moment(building, own_temporary, nothing_left, moment):
    site, start = building
    for number in range(8):
        site.page(f"page{number}", cell(f"import time\ntime.sleep(0.5)\nprint({number})"))
    process = start()
    time.sleep(moment)
    process.send_signal(signal.SIGINT)
    begin = time.monotonic()
    run = site.finish(process)
    assert time.monotonic() - begin < 30
    assert run.status != 0
    assert not site.html.exists()
    nothing_left(own_temporary)


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM], ids=lambda s: s.name)
def test_a_build_that_is_killed_in_mid_cell(building, own_temporary, nothing_left, how):
    site, start = building
    site.page("page", cell(LONG))
    process = start()
    wait_for(site.root / "docs/begun", process)
    process.send_signal(how)
    site.finish(process)
    nothing_left(own_temporary)


def test_a_build_that_ends_in_order_leaves_nothing_either(building, own_temporary, nothing_left):
    site, start = building
    site.page("good", cell("print(1)"))
    site.page("dead", cell("import os\nos.kill(os.getpid(), 9)"))
    site.configure(asrun_cell_seconds=3)
    site.page("hung", cell("import time\ntime.sleep(100)"))
    run = site.finish(start())
    assert {finding.kind for finding in run.findings} == {"asrun.execution", "asrun.record"}
    nothing_left(own_temporary)


def test_a_site_that_sphinx_cannot_set_up_leaves_nothing(building, own_temporary, nothing_left):
    site, start = building
    site.configure(html_theme="no-such-theme")
    run = site.finish(start())
    assert run.status == 2
    nothing_left(own_temporary)
