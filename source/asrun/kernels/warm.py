"""Start the warm process for one build, and leave nothing behind when it ends."""

from __future__ import annotations

import atexit
import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Self

from asrun.kernels.environment import kernel_environment
from asrun.kernels.server import SOCKET

SOCKET_VARIABLE = "JAX101_KERNEL_SOCKET"
"""Where the provisioner finds the warm process."""

SWITCH = "JAX101_WARM_KERNELS"
"""Set to 0, ordinary kernels are used."""

PROVISIONER = "jax101-warm"
_STOP_SECONDS = 10.0


class KernelStartError(RuntimeError):
    """The warm process did not start; the message holds what it printed."""


def can_fork() -> bool:
    """Whether kernels can be forked here: a platform that forks safely, and not switched off."""
    return sys.platform == "linux" and os.environ.get(SWITCH, "1") != "0"


class WarmKernels:
    """Makes this process's Jupyter kernels fast, private and repeatable until it is closed.

    The warm process imports JAX while the build does other things; `wait` before the first kernel.
    If the environment already names a warm process, as `live` does, that one is used.

    Args:
        platform: JAX's name of the platform, `cpu` or `cuda`.

    Attributes:
        folder: private, holds the kernels' sockets and logs; gone when closed.
        borrowed: whether the warm process is another's, who has seen that it can run pages.
    """

    def __init__(self, *, platform: str = "cpu") -> None:
        # Socket paths are limited to about 100 characters, so not below a long build folder.
        self.folder = Path(tempfile.mkdtemp(prefix="jax101-"))
        self._saved = dict(os.environ)
        self._server: subprocess.Popen[str] | None = None
        self._closed = False
        atexit.register(self.close)  # a build can end before it has come to its kernels
        self.borrowed = can_fork() and SOCKET_VARIABLE in os.environ
        os.environ.update(kernel_environment(self.folder, platform=platform))
        os.environ["JUPYTER_RUNTIME_DIR"] = str(self.folder)
        if can_fork():
            os.environ["JUPYTER_DEFAULT_PROVISIONER_NAME"] = PROVISIONER
            if not self.borrowed:
                os.environ[SOCKET_VARIABLE] = str(self.folder / SOCKET)
                self._server = self._start()

    def _start(self) -> subprocess.Popen[str]:
        with (self.folder / "warm.log").open("w", encoding="utf-8") as errors:
            return subprocess.Popen(
                [sys.executable, "-m", "asrun.kernels.server", str(self.folder)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                # Ctrl-C must reach the build alone, which then stops its kernels in order.
                start_new_session=True,
            )

    def wait(self) -> None:
        """Return when kernels can be asked for.

        Raises:
            KernelStartError: the warm process could not import what it needs.
        """
        if self._server is None or self._server.stdout is None or self._server.stdout.closed:
            return
        if self._server.stdout.readline().strip() != "ready":
            log = (self.folder / "warm.log").read_text(encoding="utf-8", errors="replace")
            self.close()
            raise KernelStartError(
                f"the process that imports JAX for all kernels did not start:\n{log.strip()}\n"
                f"Install what is missing (nox does), or set {SWITCH}=0 to use ordinary kernels."
            )
        self._server.stdout.close()

    def close(self) -> None:
        """End the warm process and every kernel it forked, and remove their folder."""
        if self._closed:
            return
        self._closed = True
        atexit.unregister(self.close)
        if self._server is not None:
            _stop(self._server)
            self._server = None
        os.environ.clear()
        os.environ.update(self._saved)
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _stop(server: subprocess.Popen[str]) -> None:
    """Close its standard input, which ends it and every kernel it forked."""
    for stream in (server.stdin, server.stdout):
        if stream is not None:
            with contextlib.suppress(BrokenPipeError):
                stream.close()
    try:
        server.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
