"""A kernel client and manager that do not wait longer than they must.

Jupyter's client, to be sure that nothing old is left on a new kernel's output channel, waits
until the channel has been silent for a fifth of a second. Here the kernel's own word is
enough: the status `idle` that ends its answer is the last message before the first cell's.
"""

from __future__ import annotations

import time
from queue import Empty
from typing import Any

import zmq.asyncio
from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.manager import AsyncKernelManager
from traitlets import default

_ANSWER_SECONDS = 0.5


class PromptClient(AsyncKernelClient):
    """Ready as soon as the kernel has answered, and said that it has."""

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


class PromptManager(AsyncKernelManager):
    """Jupyter's asynchronous manager, with the client above and one context for all kernels.

    A context of its own would be destroyed with each kernel, which waits a tenth of a second
    for messages that the dead kernel will never take.
    """

    @default("client_factory")
    def _prompt_client(self) -> type[PromptClient]:
        return PromptClient

    @default("context")
    def _shared_context(self) -> zmq.asyncio.Context:
        return zmq.asyncio.Context.instance()
