"""No page sees what another did, and every kernel finds the same around it."""

from __future__ import annotations

import json
import os
import socket

import pytest
from toysite import cell, printed

from asrun.kernels.environment import ALLOWED, FIXED, kernel_environment
from jax101_site.kernels import ENVIRONMENT

SPOIL = """\
import builtins, os, random, sys, warnings
import jax, jax.numpy as jnp, numpy as np
secret = builtins.secret = 1
os.environ["SECRET"] = "1"
os.chdir("/")
sys.path.append("/secret")
warnings.simplefilter("error")
np.set_printoptions(precision=1)
random.seed(0), np.random.seed(0)
jax.config.update("jax_enable_x64", True)
jax.config.update("jax_num_cpu_devices", 3)
jax.numpy.secret = 1
len(jax.devices()), jnp.float64(1).dtype"""

LOOK = """\
import builtins, os, random, sys, warnings
import jax, jax.numpy as jnp, numpy as np
print("secret" in globals(), hasattr(builtins, "secret"), "SECRET" in os.environ)
print(os.getcwd(), "/secret" in sys.path)
print(np.float64(1 / 3), np.array([1 / 3]), hasattr(jnp, "secret"))
print(jax.config.jax_enable_x64, len(jax.devices()))
print(len({random.random(), np.random.random()}))"""


def test_a_page_leaves_nothing_to_the_next(run_cells, tmp_path):
    before = printed(run_cells(cell(LOOK)))
    assert printed(run_cells(cell(SPOIL))) == ["(3, dtype('float64'))"]
    after = printed(run_cells(cell(LOOK)))
    assert before == after
    assert after[0].splitlines() == [
        "False False False",
        f"{tmp_path} False",
        "0.3333333333333333 [0.33333333] False",
        "False 1",
        "2",
    ]


def test_random_numbers_are_not_those_of_another_page(run_cells):
    draw = cell("import random, numpy\nrandom.random(), float(numpy.random.random())")
    first, second = printed(run_cells(draw)), printed(run_cells(draw))
    assert first != second


def test_pages_run_where_they_are(run_cells, tmp_path):
    for name in ("north", "south"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "place.py").write_text(f"name = {name!r}\n")
        found = run_cells(cell("import place\nprint(place.name)"), folder=tmp_path / name)
        assert printed(found) == [name]
        assert [path.name for path in found.dependencies] == ["place.py"]


def test_a_page_imports_nothing_from_where_the_build_was_started(run_cells, tmp_path):
    (path,) = printed(run_cells(cell("import sys, json\nprint(json.dumps(sys.path))")))
    assert os.getcwd() not in json.loads(path)
    assert json.loads(path)[0] == ""


def test_every_kernel_finds_the_documented_environment(run_cells):
    wanted = {**FIXED, **ENVIRONMENT}
    (found,) = printed(run_cells(cell(f"import os\n[os.environ[n] for n in {sorted(wanted)}]")))
    assert eval(found) == [wanted[name] for name in sorted(wanted)]  # noqa: S307
    assert int(wanted["NPROC"]) >= 16


def test_nothing_else_of_the_user_s_reaches_a_kernel(tmp_path, monkeypatch):
    for name in (
        "PYTHONSTARTUP", "PYTHONPATH", "PYTHONWARNINGS", "PYTHONSAFEPATH", "JAX_ENABLE_X64", "JAX_DISABLE_JIT",
        "XLA_FLAGS", "MATPLOTLIBRC", "MPLCONFIGDIR", "JUPYTER_COLUMNS", "COLUMNS", "NO_COLOR", "JUPYTER_PATH",
        "LANG", "USER", "ANYTHING",
    ):  # fmt: skip
        monkeypatch.setenv(name, "1")
    found = kernel_environment(tmp_path, {"OWN": "a"}, ["TAKEN", "ANYTHING"])
    private = {
        "HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "IPYTHONDIR", "JUPYTER_CONFIG_DIR",
        "JUPYTER_RUNTIME_DIR", "MATPLOTLIBRC", "PYTHONUSERBASE",
    }  # fmt: skip
    assert set(found) <= {*ALLOWED, *FIXED, *private, "OWN", "ANYTHING"}
    assert found["MATPLOTLIBRC"] != "1"
    assert (found["OWN"], found["ANYTHING"]) == ("a", "1")


def test_the_warm_process_has_no_thread_and_no_backend(run_cells):
    """A process with threads cannot be forked safely, and a backend's devices would be shared."""
    (found,) = printed(
        run_cells(
            cell(
                "import os\nfrom pathlib import Path\n"
                "threads = len(list(Path(f'/proc/{os.getppid()}/task').iterdir()))\n"
                "import jax._src.xla_bridge as bridge\n(threads, len(bridge._backends))"
            )
        )
    )
    assert found == "(1, 0)"


def test_kernels_talk_through_sockets_in_the_private_folder(run_cells, kernels):
    """A port could be taken by any other program between its choice and its use."""
    code = """\
from pathlib import Path
from ipykernel.kernelapp import IPKernelApp
app = IPKernelApp.instance()
names = ("shell", "iopub", "stdin", "control", "hb")
files = [f"{app.ip}-{getattr(app, name + '_port')}" for name in names]
print(app.transport, app.ip, all(Path(file).is_socket() for file in files))"""
    (found,) = printed(run_cells(cell(code)))
    transport, ip, are_files = found.split()
    assert transport == "ipc"
    assert os.path.dirname(ip) == str(kernels.folder)
    assert are_files == "True"


def test_an_error_shows_type_and_message_and_no_traceback(run_cells):
    execution = run_cells(cell("def f():\n    return {}['k']\nf()", raises="KeyError"))
    (error,) = execution.page.code_cells[0].node.outputs
    assert error.traceback == ["KeyError: 'k'"]


def test_a_figure_is_a_picture_without_a_setting(run_cells):
    code = "import matplotlib.pyplot as plt\nlines = plt.plot([1, 2, 4])"
    execution = run_cells(cell(code))
    assert not execution.faults
    assert "image/png" in execution.page.code_cells[0].node.outputs[-1].data


@pytest.mark.parametrize("nonsense", [b"", b"\n", b"not json\n", b"{}\n"])
def test_a_request_that_makes_no_sense_does_not_end_the_warm_process(run_cells, kernels, nonsense):
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(10)
        connection.connect(kernels.socket)
        connection.sendall(nonsense)
        connection.shutdown(socket.SHUT_WR)
        assert connection.recv(1) == b""
    assert printed(run_cells(cell("1 + 1"))) == ["2"]
