"""Tests of pictures see 64 emulated devices, whatever ran in this process before."""

from __future__ import annotations

import json
import os

import pytest

os.environ.setdefault("NPROC", "16")


@pytest.fixture(scope="package", autouse=True)
def devices():
    import jax
    from jax.extend.backend import clear_backends

    before = jax.config.jax_num_cpu_devices
    clear_backends()
    jax.config.update("jax_num_cpu_devices", 64)
    yield jax.devices("cpu")
    clear_backends()
    jax.config.update("jax_num_cpu_devices", before)


@pytest.fixture(scope="package")
def explorer_script(tmp_path_factory):
    """Return the path of the explorer's data as the site ships them, computed in a new process."""
    from jax101_site.explorer import DATA, Computation

    path = tmp_path_factory.mktemp("explorer") / DATA
    Computation(path).finish()
    return path


@pytest.fixture(scope="package")
def explorer(explorer_script):
    """Return the explorer's data."""
    text = explorer_script.read_text(encoding="utf-8")
    return json.loads(text[text.index("{") : text.rindex("}") + 1])
