"""What the build checks before anything else, and what it says when a machine cannot run pages."""

from __future__ import annotations

import pytest
from toysite import cell

from asrun.run.preflight import PreflightError, gpu_kind, preflight


def test_eight_devices_and_a_collective(kernels):
    execution = preflight()
    assert not execution.faults


def test_the_number_of_devices_in_a_user_s_flags_does_not_matter(kernels, monkeypatch):
    monkeypatch.setenv("XLA_FLAGS", "--xla_force_host_platform_device_count=2")
    assert not preflight().faults


def test_fewer_devices_are_named(kernels, monkeypatch):
    monkeypatch.setenv("JAX_NUM_CPU_DEVICES", "3")
    monkeypatch.setenv("JAX101_WARM_KERNELS", "0")
    monkeypatch.delenv("JAX101_KERNEL_SOCKET")
    message = "a collective over them: the cell raised AssertionError: 3 CPU devices instead of 8"
    with pytest.raises(PreflightError, match=message):
        preflight()


def test_flags_that_end_jax_are_named(kernels, monkeypatch):
    monkeypatch.setenv("XLA_FLAGS", "--xla_no_such_flag=1")
    with pytest.raises(PreflightError) as caught:
        preflight()
    message = str(caught.value)
    assert message.startswith("the pages need 8 emulated CPU devices and a collective over them: ")
    assert "the kernel died in this cell" in message
    assert "XLA_FLAGS" in message


def test_a_build_says_it_once_and_runs_no_page(make_site):
    site = make_site()
    site.environment.clear()  # whose warm process is another's does not look again
    site.page("page", cell("open('ran', 'w').close()"))
    run = site.build(XLA_FLAGS="--xla_no_such_flag=1")
    assert run.status == 2
    assert run.err.count("the pages need 8 emulated CPU devices") == 1
    assert "Traceback" not in run.err
    assert not (site.root / "docs/ran").exists()


def test_a_gpu_says_its_kind_and_too_few_are_counted(kernels, monkeypatch):
    assert gpu_kind("cpu", 8) == "cpu"
    monkeypatch.setenv("JAX_NUM_CPU_DEVICES", "3")
    monkeypatch.setenv("JAX101_WARM_KERNELS", "0")
    monkeypatch.delenv("JAX101_KERNEL_SOCKET")
    assert gpu_kind("cpu") == "cpu"
    with pytest.raises(PreflightError, match="need 8 GPUs, and JAX finds 3 here"):
        gpu_kind("cpu", 8)
