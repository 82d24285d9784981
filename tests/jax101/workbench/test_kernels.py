"""A page's kernel finds around it what the build's kernels found."""

from __future__ import annotations

import pytest

from asrun.kernels.environment import FIXED
from jax101.workbench import kernel, kernels
from jax101_site.kernels import ENVIRONMENT, PRELOAD

pytestmark = pytest.mark.newest


def test_the_environment_is_the_build_s(monkeypatch):
    for name in ("JAX_PLATFORMS", "XLA_FLAGS", "JAX_NUM_CPU_DEVICES", "PYTHONHASHSEED"):
        monkeypatch.setenv(name, "3")
    ours, built = kernels.environment(), {**FIXED, **ENVIRONMENT}
    assert {name: ours.get(name) for name in built} == built
    assert (
        not {"XLA_FLAGS", "JAX_NUM_CPU_DEVICES"} & ours.keys()
    )  # pages ask for devices themselves


def test_it_imports_beforehand_what_the_build_does():
    assert set(kernel.PRELOADED) == set(PRELOAD)
