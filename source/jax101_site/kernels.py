"""What kernels of this site import and find, and what a machine must be able to do to run its pages."""

from __future__ import annotations

from collections.abc import Mapping

DEVICES = 8
"""How many CPU devices the parallel pages ask for."""

PRELOAD = (
    "numpy.random",
    "rich.console",  # draws shardings
    # What figures need, but not the inline backend, which must find a shell when it is imported.
    "matplotlib.backends.backend_agg",
    "jax",
    "jax.numpy",
    "jax.experimental.pallas",  # jax.numpy pulls its parts in lazily
    "jaxlib.mlir.dialects.mhlo",  # loaded with the first program
)
"""Modules that pages use, in an order in which each needs only those before it."""

ENVIRONMENT: Mapping[str, str] = {
    # A GPU in the machine must neither be used nor warned about, unless a build asks for it.
    "JAX_PLATFORMS": "cpu",
    "CUDA_VISIBLE_DEVICES": "",
    # XLA sizes its thread pool by this. With fewer threads than devices, a collective
    # waits for participants that can never start, and XLA aborts the process.
    "NPROC": str(2 * DEVICES),
    # XLA writes progress notes to stderr, which is an output here.
    "TF_CPP_MIN_LOG_LEVEL": "2",
}
"""Variables of every kernel."""

PREFLIGHT = f"""\
import jax, jax.numpy as jnp
jax.config.update("jax_num_cpu_devices", {DEVICES})
devices = jax.devices("cpu")
assert len(devices) == {DEVICES}, f"{{len(devices)}} CPU devices instead of {DEVICES}"
mesh = jax.make_mesh(({DEVICES},), ("i",), devices=devices)
x = jax.device_put(jnp.arange({DEVICES}.0), jax.NamedSharding(mesh, jax.P("i")))
total = float(jax.jit(lambda x: x.sum())(x))
assert total == {sum(range(DEVICES))}.0, f"a sum over all devices gave {{total}}"
"""
"""Are eight devices there, and does a collective over them finish?"""

PREFLIGHT_ADVICE = (
    f"The pages need {DEVICES} emulated CPU devices and a collective over them. Check that jax and "
    "jaxlib have the same version (pip check), and that 2 GiB of memory are free."
)
