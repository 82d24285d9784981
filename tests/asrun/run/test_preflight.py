"""What is tried before any page runs, and what is said when a machine cannot run pages."""

from __future__ import annotations

from dataclasses import replace

import pytest
from toysite import cell

from asrun.executor import kernels_for
from asrun.run.preflight import PreflightError, preflight
from jax101_site.gpu import CPU, CPU_PARALLEL
from jax101_site.kernels import PREFLIGHT, PREFLIGHT_ADVICE

pytestmark = pytest.mark.newest


def test_eight_devices_and_a_collective(kernels):
    assert preflight(PREFLIGHT, PREFLIGHT_ADVICE, kernels) == ""


def test_what_it_prints_is_returned(kernels):
    assert preflight("print('one device')", "", kernels) == "one device"


@pytest.mark.parametrize(
    "code, reason",
    [
        ("assert 3 == 8, '3 devices'", "the cell raised AssertionError: 3 devices"),
        ("import os\nos.kill(os.getpid(), 9)", "the kernel died in this cell"),
    ],
)
def test_what_fails_is_said_with_the_advice(kernels, code, reason):
    with pytest.raises(PreflightError) as caught:
        preflight(code, "Do this.", kernels)
    assert str(caught.value) == f"this machine cannot run the pages: {reason}\nDo this."


def test_a_build_says_it_once_and_runs_no_page(make_site):
    site = make_site()
    site.kernel_socket = ""  # whose warm process is another's does not look again
    site.configure(asrun_preflight="assert False, 'no devices'", asrun_preflight_advice="Get some.")
    site.page("page", cell("open('ran', 'w').close()"))
    run = site.build()
    assert run.status == 2
    assert run.err.count("this machine cannot run the pages: ") == 1
    assert "no devices" in run.err
    assert "Get some." in run.err
    assert "Traceback" not in run.err
    assert not (site.root / "docs/ran").exists()


@pytest.mark.parametrize(
    "platform, kind", [(CPU, "cpu"), (CPU_PARALLEL, "8 \N{MULTIPLICATION SIGN} cpu")]
)
def test_another_platform_says_its_kind(project, platform, kind):
    with kernels_for(project, platform) as kernels:
        kernels.wait()
        assert preflight(platform.preflight, platform.advice, kernels) == kind


def test_too_few_devices_are_counted(project):
    alone = replace(CPU_PARALLEL, environment={})
    with kernels_for(project, alone) as kernels:
        kernels.wait()
        with pytest.raises(
            PreflightError, match=r"1 GPUs instead of 8\nThe parallel pages need 8 GPUs"
        ):
            preflight(CPU_PARALLEL.preflight, CPU_PARALLEL.advice, kernels)


def test_a_platform_runs_the_pages_that_ask_for_nothing_or_all_others():
    asks = 'import jax\njax.config.update("jax_platforms", "cpu")  # so\njax.devices()'
    assert CPU.runs("import jax")
    assert not CPU.runs(asks)
    assert CPU_PARALLEL.runs(asks)
    assert not CPU_PARALLEL.runs("import jax")
    assert CPU_PARALLEL.what_runs(asks) == "import jax\n\njax.devices()"
    assert CPU.what_runs(asks) == asks
