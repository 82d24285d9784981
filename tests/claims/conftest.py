"""What the tests of claims share: a fresh Python with eight devices."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest

PROGRAM = """
import runpy, sys
import jax
jax.config.update("jax_platforms", "cpu")
jax.config.update("jax_num_cpu_devices", 8)
runpy.run_path(sys.argv[1])[sys.argv[2]]()
"""


@pytest.fixture
def on_eight_devices() -> Callable[[Callable[[], None]], None]:
    """Run a function of the test's module in a Python of its own: pytest's has one device."""

    def run(function: Callable[[], None]) -> None:
        command = [sys.executable, "-c", PROGRAM, function.__code__.co_filename, function.__name__]
        done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, done.stderr

    return run
