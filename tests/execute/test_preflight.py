"""What the build checks before anything else, and what it says when a machine cannot run pages."""

from __future__ import annotations

import pytest
from toysite import cell

from jax101.execute.preflight import PreflightError, preflight


def test_eight_devices_and_a_collective(kernels):
    execution = preflight()
    assert not execution.faults


@pytest.mark.parametrize(
    "flags, word",
    [
        ("--xla_force_host_platform_device_count=2", "8"),
        ("--xla_no_such_flag=1", "the kernel died in this cell"),
    ],
    ids=["another number of devices", "an unknown flag"],
)
def test_flags_that_forbid_it_are_named(kernels, monkeypatch, flags, word):
    monkeypatch.setenv("XLA_FLAGS", flags)
    with pytest.raises(PreflightError) as caught:
        preflight()
    message = str(caught.value)
    assert message.startswith("the pages need 8 emulated CPU devices and a collective over them: ")
    assert word in message
    assert "XLA_FLAGS" in message


def test_a_build_says_it_once_and_runs_no_page(make_site):
    site = make_site()
    site.page("page", cell("open('ran', 'w').close()"))
    run = site.build(XLA_FLAGS="--xla_no_such_flag=1")
    assert run.status == 2
    assert run.err.count("the pages need 8 emulated CPU devices") == 1
    assert "Traceback" not in run.err
    assert not (site.root / "docs/ran").exists()
