"""Before anything else: are eight devices there, and does a collective over them finish?"""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from nbformat import v4

from asrun.run.client import Limits
from asrun.page.read import KERNEL, Page
from asrun.run.execute import Execution, execute_page
from asrun.kernels.environment import DEVICES
from asrun.page.options import Policy

_CODE = f"""\
import jax, jax.numpy as jnp
devices = jax.devices("cpu")
assert len(devices) == {DEVICES}, f"{{len(devices)}} CPU devices instead of {DEVICES}"
mesh = jax.make_mesh(({DEVICES},), ("i",), devices=devices)
x = jax.device_put(jnp.arange({DEVICES}.0), jax.NamedSharding(mesh, jax.P("i")))
total = float(jax.jit(lambda x: x.sum())(x))
assert total == {sum(range(DEVICES))}.0, f"a sum over all devices gave {{total}}"
"""


# By its name: JAX takes the CPU without a word where it cannot start the GPU.
_GPU_CODE = """\
import jax
devices = jax.devices({platform!r})
print(len(devices), devices[0].device_kind)
"""


class PreflightError(RuntimeError):
    """This machine cannot run the pages; the message says why and what to do."""


def preflight() -> Execution:
    """Run a sum over all devices in a kernel like the pages' own.

    Raises:
        PreflightError: devices are missing, or the collective fails, aborts or hangs.
    """
    execution = _run(_CODE)
    if execution.faults:
        raise PreflightError(
            f"the pages need {DEVICES} emulated CPU devices and a collective over them: "
            f"{execution.faults[0].message}\n"
            "Check that jax and jaxlib have the same version (pip check), that no XLA_FLAGS or "
            "JAX_PLATFORMS setting forbids CPU devices, and that 2 GiB of memory are free."
        )
    return execution


def gpu_kind(platform: str, wanted: int = 1) -> str:
    """What the GPU calls itself, in a kernel that may use it.

    Args:
        platform: JAX's name of the GPU's platform.
        wanted: how many the pages need.

    Raises:
        PreflightError: JAX finds no GPU, or fewer.
    """
    execution = _run(_GPU_CODE.format(platform=platform))
    if execution.faults:
        raise PreflightError(
            f"JAX cannot use a GPU here: {execution.faults[0].message}\n"
            "Check that nvidia-smi lists one and that jax[cuda13] is installed (nox -s gpu does)."
        )
    outputs = execution.page.notebook.cells[0].outputs
    said = "".join(o.text for o in outputs if o.output_type == "stream" and o.name == "stdout")
    count, _, kind = said.strip().partition(" ")
    if int(count) < wanted:
        raise PreflightError(
            f"the parallel pages need {wanted} GPUs, and JAX finds {count} here ({kind}): "
            "without the setting for them, they run on emulated CPU devices"
        )
    return kind


def _run(code: str) -> Execution:
    notebook = v4.new_notebook(cells=[v4.new_code_cell(code)])
    notebook.metadata.update(kernelspec={"name": KERNEL, "display_name": KERNEL}, source_map=[0])
    page = Page("preflight", Path.cwd() / "preflight", notebook, {0: Policy()})
    # Not in the main thread, where nbclient would keep Ctrl-C to itself.
    pool, stop = ThreadPoolExecutor(1), threading.Event()
    try:
        execution = pool.submit(execute_page, page, Limits(cell_seconds=60.0), stop).result()
    finally:
        stop.set()
        pool.shutdown(wait=False)
    return execution
