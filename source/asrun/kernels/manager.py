"""How Jupyter gets a kernel of ours, and a client that waits no longer than it must.

Each page has a manager of its own, which knows what kernels run in: nothing is looked up in
Jupyter's folders, and nothing is told through this process's environment.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import os
import socket
import subprocess
import sys
import time
import uuid
from contextlib import ExitStack
from pathlib import Path
from queue import Empty
from typing import Any, cast

import zmq.asyncio
from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning import LocalProvisioner
from traitlets import default

from asrun.kernels.forked import ForkedKernel
from asrun.kernels.warm import Kernels

_INSIDE = Path(__file__).with_name("inside.py")
_START_SECONDS = 60.0
_ANSWER_SECONDS = 0.5
_numbers = itertools.count()


class PageClient(AsyncKernelClient):
    """Ready as soon as the kernel has answered, and said that it has.

    Jupyter's own client, to be sure that nothing old is left on a new kernel's output channel,
    waits until the channel has been silent for a fifth of a second. Here the kernel's own word
    is enough: the status `idle` that ends its answer is the last message before the first cell's.
    """

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Return when the kernel takes cells and all its earlier output has been read.

        Raises:
            RuntimeError: it died, or did not answer within `timeout` seconds.
        """
        end = time.monotonic() + (timeout or float("inf"))
        while True:
            request = self.kernel_info()
            if await self._answered(request):
                return
            if not await self._async_is_alive():
                raise RuntimeError("the kernel died before it answered")
            if time.monotonic() > end:
                raise RuntimeError(f"the kernel did not answer within {timeout:g} seconds")

    async def _answered(self, request: str) -> bool:
        """Whether the kernel's reply came, and `idle` after it on a channel that is connected."""
        try:
            while True:
                reply = await self.get_shell_msg(timeout=_ANSWER_SECONDS)
                if reply["parent_header"].get("msg_id") == request:
                    self._handle_kernel_info_reply(reply)
                    break
            while True:
                message: dict[str, Any] = await self.get_iopub_msg(timeout=_ANSWER_SECONDS)
                ours = message["parent_header"].get("msg_id") == request
                if ours and message["content"].get("execution_state") == "idle":
                    return True
        except Empty:  # not connected yet: ask again
            return False


class PageManager(AsyncKernelManager):
    """Starts the kernel of one page.

    One context serves all kernels: one of its own would be destroyed with each, which waits a
    tenth of a second for messages that the dead kernel will never take.
    """

    def __init__(self, kernels: Kernels, *, fork: bool, site: Path) -> None:
        super().__init__()
        self.kernels, self.fork, self.site = kernels, fork, site
        # Several builds may share one warm process, as tests do: the process's id tells them apart.
        private = str(Path(kernels.folder, f"k{os.getpid()}-{next(_numbers)}"))
        # Sockets in the private folder instead of ports, which other programs could take.
        self.transport, self.ip = "ipc", private
        self.connection_file = f"{private}.json"
        self.happened = Path(f"{private}.happened")
        self._kernel_spec = KernelSpec(
            argv=[sys.executable, str(_INSIDE), json.dumps(self.request())],
            display_name="Python 3",
            language="python",
        )
        self.kernel_id = str(uuid.uuid4())
        self.provisioner = PageProvisioner(
            kernel_id=self.kernel_id, kernel_spec=self._kernel_spec, parent=self
        )

    def request(self) -> dict[str, Any]:
        """What the kernel is told, see `inside`."""
        return {
            "connection_file": self.connection_file,
            "log": str(self.happened),
            "import_from": self.kernels.import_from,
            "site": str(self.site),
        }

    @property
    def printed(self) -> Path:
        """What the kernel itself printed, past its cells."""
        return Path(f"{self.connection_file}.log")

    @default("client_factory")
    def _page_client(self) -> type[PageClient]:
        return PageClient

    @default("context")
    def _shared_context(self) -> zmq.asyncio.Context:
        return zmq.asyncio.Context.instance()


class PageProvisioner(LocalProvisioner):
    """Jupyter's local provisioner, whose launch is a fork of the warm process where there is one."""

    @property
    def _manager(self) -> PageManager:
        return cast(PageManager, self.parent)

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Start a kernel.

        Raises:
            RuntimeError: a fork ended before it was ready; the message holds its log.
        """
        if self._manager.fork and self._manager.kernels.socket:
            return await self._fork(str(kwargs["cwd"]), dict(kwargs["env"]))
        # What a kernel or a child of its cells prints past the cells is no business of the build's.
        with self._manager.printed.open("ab") as log:
            return await super().launch_kernel(
                cmd, **kwargs, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )

    async def _fork(self, cwd: str, environment: dict[str, str]) -> KernelConnectionInfo:
        request = {**self._manager.request(), "cwd": cwd, "environment": environment}
        with ExitStack() as unless_ready:
            connection = unless_ready.enter_context(socket.socket(socket.AF_UNIX))
            connection.settimeout(_START_SECONDS)
            connection.connect(self._manager.kernels.socket)
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
        self.cwd = cwd
        return self.connection_info

    async def kill(self, restart: bool = False) -> None:
        """End the kernel, and see that it has ended: Jupyter itself looks ten times a second."""
        await super().kill(restart)
        for _ in range(500):
            if await self.poll() is not None:
                return
            await asyncio.sleep(0.002)

    def _log(self) -> str:
        log = self._manager.printed
        return log.read_text(encoding="utf-8", errors="replace") if log.exists() else "(no log)"
