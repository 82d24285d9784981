"""Verifying the pages on GPUs: what JAX needs for it, and what may differ there."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from asrun.builder import run_sphinx
from asrun.platforms import Platform
from asrun.project import Project
from asrun.settings import PREFIX

DEVICES = 8
"""How many devices the parallel pages ask for."""

GPU_TOLERANCE = 2e-3
"""Relative difference allowed between numbers on a GPU.

A float32 matrix product there uses TF32 by default, which keeps ten bits of the mantissa
(2**-10 is about 1e-3), and fused operations round once where the CPU rounds twice.
"""

# A line of a page's first cell that asks for CPU devices.
_ASKS = re.compile(r"jax_num_cpu_devices|jax_platforms\W+cpu")
_LINE = re.compile(r"jax\.config\.update\(\s*[\"']jax_(?:num_cpu_devices|platforms)[\"'].*")
# Devices keep their index; their kind becomes a word that stands for any.
_NAMES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\b(?:Cpu|Cuda|Rocm)Device\(id=(\d+)\)"), r"Device(id=\1)"),
    (re.compile(r"\b(?:cpu|cuda|gpu|rocm):(\d+)\b"), r"device:\1"),
    (re.compile(r"\b(?:CPU|GPU) (\d+(?:,\d+)*)"), r"DEVICE \1"),
)
_ENVIRONMENT = {
    # Pages run one after another on one GPU: none may keep three quarters of it.
    "XLA_PYTHON_CLIENT_PREALLOCATE": "false",
    # What XLA's autotuner could not measure well, it notes as an error; a page's own are Python's.
    "TF_CPP_MIN_LOG_LEVEL": "3",
}
# By its name: JAX takes the CPU without a word where it cannot start the GPU.
_PREFLIGHT = """\
import jax
devices = jax.devices({platform!r})
assert len(devices) >= {wanted}, f"{{len(devices)}} GPUs instead of {wanted}"
print({prefix!r} + devices[0].device_kind)
"""


def _platform(name: str, platform: str, *, parallel: bool) -> Platform:
    wanted = DEVICES if parallel else 1
    prefix = f"{DEVICES} \N{MULTIPLICATION SIGN} " if parallel else ""
    if parallel:
        advice = f"The parallel pages need {DEVICES} GPUs; without --parallel they run on emulated CPU devices."
    else:
        advice = (
            "Check that nvidia-smi lists a GPU and that jax[cuda13] is installed (nox -s gpu does)."
        )
    return Platform(
        name,
        # The GPU first, and CPU devices beside it for what is placed there on purpose.
        environment={
            **_ENVIRONMENT,
            "JAX_PLATFORMS": f"{platform},cpu".removesuffix("cpu,cpu") or "cpu",
        },
        pass_environment=("CUDA_VISIBLE_DEVICES",),
        preflight=_PREFLIGHT.format(platform=platform, wanted=wanted, prefix=prefix),
        advice=advice,
        elsewhere=_ASKS,
        line=_LINE,
        takes_elsewhere=parallel,
        tolerance=GPU_TOLERANCE,
        names=_NAMES,
    )


CUDA = _platform("cuda", "cuda", parallel=False)
CUDA_PARALLEL = _platform("cuda-parallel", "cuda", parallel=True)
# All goes the same way on a CPU, and everything that is written says so: for tests.
CPU = _platform("cpu", "cpu", parallel=False)
_EIGHT = {"JAX_NUM_CPU_DEVICES": str(DEVICES)}
_PARALLEL = _platform("cpu-parallel", "cpu", parallel=True)
CPU_PARALLEL = replace(_PARALLEL, environment={**_PARALLEL.environment, **_EIGHT})


def build_on_gpu(project: Project, platform: str, *, record: bool, parallel: bool) -> int:
    """Build and verify the site with the pages that ask for no CPU devices on this machine's GPU.

    Args:
        project: the site.
        platform: JAX's name of the GPU's platform, such as `cuda`; tests use `cpu`.
        record: whether to keep what only a GPU can show, and the evidence, in docs/.
        parallel: whether the pages that ask for CPU devices run on as many GPUs.

    Returns:
        An exit status.
    """
    names = f"{platform} {platform}-parallel" if parallel else platform
    overrides: dict[str, Any] = {f"{PREFIX}platform": names, f"{PREFIX}record": record}
    output = project.state / "gpu"
    # What is recorded carries the date of this run, so nothing of an older one is used.
    status = run_sphinx(project, "html", output, fresh=record, overrides=overrides)
    if not status:
        print(f"\nVerified on the GPU: {(output / 'about' / 'verification.html').as_uri()}")
    return status
