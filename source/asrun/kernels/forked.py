"""A forked kernel, as the part of `subprocess.Popen` that Jupyter uses."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time


class ForkedKernel:
    """A forked kernel.

    Args:
        connection: open for as long as the kernel lives.
        pid: of the kernel, which leads its own process group.
    """

    stdin = stdout = stderr = None

    def __init__(self, connection: socket.socket, pid: int) -> None:
        self._connection = connection
        self._connection.setblocking(False)
        self.pid = pid
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Return None while the kernel lives, then a number; only its parent learns the real status."""
        if self.returncode is None:
            try:
                ended = self._connection.recv(1) == b""
            except BlockingIOError:
                ended = False
            except OSError:
                ended = True
            if ended:
                self._connection.close()
                self.returncode = -signal.SIGKILL
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait for the kernel's end.

        Raises:
            subprocess.TimeoutExpired: it still runs after `timeout` seconds.
        """
        end = None if timeout is None else time.monotonic() + timeout
        while (status := self.poll()) is None:
            if end is not None and time.monotonic() > end:
                raise subprocess.TimeoutExpired("kernel", timeout or 0.0)
            time.sleep(0.005)
        return status

    def send_signal(self, signum: int) -> None:
        """Send a signal to the kernel and the processes it started."""
        if self.poll() is None:
            try:
                os.killpg(self.pid, signum)
            except ProcessLookupError:
                self.poll()

    def kill(self) -> None:
        """End the kernel and the processes it started, now."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask the kernel to end."""
        self.send_signal(signal.SIGTERM)
