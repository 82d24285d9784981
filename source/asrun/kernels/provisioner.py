"""How Jupyter gets a forked kernel: a kernel provisioner, found by its entry point.

Pages keep asking for plain `python3`. The build chooses this provisioner through
`JUPYTER_DEFAULT_PROVISIONER_NAME`; without a warm process to ask, it launches
an ordinary kernel.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import os
import signal
import socket
import subprocess
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any, cast

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning import LocalProvisioner

from asrun.kernels.warm import SOCKET_VARIABLE

_START_SECONDS = 60.0
_numbers = itertools.count()


class ForkedKernel:
    """A forked kernel with the part of `subprocess.Popen` that Jupyter uses.

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


class WarmProvisioner(LocalProvisioner):
    """Jupyter's local provisioner, with the launch replaced by a fork of the warm process."""

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Use sockets in the private folder instead of ports, which other programs could take."""
        address = os.environ.get(SOCKET_VARIABLE)
        if address and self.parent:
            # Several builds may share one warm process, as tests do: the process's id tells them apart.
            private = str(Path(address).with_name(f"k{os.getpid()}-{next(_numbers)}"))
            self.parent.transport = "ipc"
            self.parent.ip = private
            self.parent.connection_file = f"{private}.json"  # and the kernel's log goes beside it
        return await super().pre_launch(**kwargs)

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Fork a kernel, and return when its sockets are bound.

        Raises:
            RuntimeError: the fork ended before it was ready; the message holds its log.
        """
        address = os.environ.get(SOCKET_VARIABLE)
        if not address or not self.parent:
            return await super().launch_kernel(cmd, **kwargs)
        request = {
            "connection_file": self.parent.connection_file,
            "cwd": str(kwargs.get("cwd") or Path.cwd()),
            "environment": dict(kwargs.get("env") or os.environ),
        }
        with ExitStack() as unless_ready:
            connection = unless_ready.enter_context(socket.socket(socket.AF_UNIX))
            connection.settimeout(_START_SECONDS)
            connection.connect(address)
            connection.sendall(json.dumps(request).encode() + b"\n")
            answer = b""
            while not answer.endswith(b"\n"):
                part = connection.recv(4096)
                if not part:
                    raise RuntimeError(f"a kernel ended while it started:\n{self._log()}")
                answer += part
            unless_ready.pop_all()  # open for as long as the kernel lives
        kernel = ForkedKernel(connection, json.loads(answer)["pid"])
        self.process = cast("subprocess.Popen[bytes]", kernel)  # all that is asked of it
        self.pid = self.pgid = kernel.pid
        self.cwd = request["cwd"]
        return self.connection_info

    async def kill(self, restart: bool = False) -> None:
        """End the kernel, and see that it has ended: Jupyter itself looks ten times a second."""
        await super().kill(restart)
        for _ in range(500):
            if await self.poll() is not None:
                return
            await asyncio.sleep(0.002)

    def _log(self) -> str:
        log = Path(str(getattr(self.parent, "connection_file", "")) + ".log")
        return log.read_text(encoding="utf-8", errors="replace") if log.exists() else "(no log)"
