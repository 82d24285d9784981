"""Start the kernels of pages, each as the build would have it, and keep one in reserve."""

from __future__ import annotations

import asyncio
import sys
from typing import Any

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager

from jax101.checker import limits
from jax101.checker.runner import PACKAGE

NAME = "jax101"
"""The only kind of kernel there is."""

_PAUSE = 4.0  # seconds from taking the reserve to starting the next

_FROM_BUILD = {
    # A GPU of the machine is neither used nor warned about: the pages were built on CPU devices.
    "CUDA_VISIBLE_DEVICES": "",
    "TZ": "UTC",
    "LC_ALL": "C.UTF-8",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
}


def environment() -> dict[str, str]:
    """The environment of every kernel, as in the build: pages ask for their devices themselves."""
    ours = {**limits.environment(PACKAGE), **_FROM_BUILD, "PYTHONPATH": str(PACKAGE)}
    del ours["JAX_NUM_CPU_DEVICES"]
    return ours


class OneSpec(KernelSpecManager):
    """Knows one kernel, whatever is installed in this machine's Jupyter."""

    def find_kernel_specs(self) -> dict[str, str]:
        """The one name; it has no folder."""
        return {NAME: ""}

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """How a kernel is started; -P keeps a jax.py beside it from replacing the library."""
        program = [sys.executable, "-P", "-m", "jax101.workbench.kernel", "-f", "{connection_file}"]
        return KernelSpec(
            argv=program, display_name="JAX 101", language="python", name=NAME,
            metadata={"supported_encryption": ["curve"]},
        )  # fmt: skip


class Kernels(AsyncMappingKernelManager):
    """Jupyter's kernels, one of them always started before anybody asks.

    A page takes the reserve, so that it waits for nothing that is the same on all pages: Python,
    the kernel and JAX. The next reserve is started after that.
    """

    _reserve: str | None = None
    _coming: asyncio.Task[None] | None = None

    def prepare(self, seconds: float = 0.0) -> None:
        """Start the reserve in so many seconds, when the cell that took the last one has run."""
        self._coming = asyncio.ensure_future(self._replace_reserve(seconds))

    async def start_kernel(self, **_: Any) -> str:  # type: ignore[override]
        """The reserve's id, or that of a kernel started now."""
        given, self._reserve = self._reserve, None
        self.prepare(_PAUSE)
        if given is not None and given in self and await self.is_alive(given):
            return given
        return await self._started()

    async def _replace_reserve(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
        if self._reserve is None:
            self._reserve = await self._started()

    async def _started(self) -> str:
        return str(
            await self._async_start_kernel(
                kernel_name=NAME, env=environment(), cwd=self.root_dir, stderr=None
            )
        )

    async def cull_kernel_if_idle(self, kernel_id: str) -> None:
        """End an idle kernel; the reserve has nothing else to do."""
        if kernel_id != self._reserve:
            await super().cull_kernel_if_idle(kernel_id)  # type: ignore[no-untyped-call]

    def list_kernels(self) -> list[Any]:
        """The kernels of pages."""
        models = super().list_kernels()  # type: ignore[no-untyped-call]
        return [model for model in models if model["id"] != self._reserve]
