"""The settings that teach the engine about JAX, for conf.py."""

from __future__ import annotations

from typing import Any

from jax101_site.kernels import ENVIRONMENT, PREFLIGHT, PREFLIGHT_ADVICE, PRELOAD
from jax101_site.noise import NOISE

SETTINGS: dict[str, Any] = {
    "asrun_source": "docs",
    "asrun_command": "nox -s",
    "asrun_preload": list(PRELOAD),
    "asrun_environment": dict(ENVIRONMENT),
    "asrun_preflight": PREFLIGHT,
    "asrun_preflight_advice": PREFLIGHT_ADVICE,
    "asrun_device": "CPU",
    "asrun_versioned": "jax",
    "asrun_noise": list(NOISE),
    "asrun_output_readers": [
        "jax101_site.outputs:read_picture",
    ],
    "asrun_quote_repetitions": True,
    "asrun_cell_options": ["jax101_site.options:COVERS", "jax101_site.options:DRAW"],
    "asrun_platforms": [
        "jax101_site.gpu:CUDA",
        "jax101_site.gpu:CUDA_PARALLEL",
        "jax101_site.gpu:CPU",
        "jax101_site.gpu:CPU_PARALLEL",
    ],
    "asrun_platform_evidence": "about/_gpu.json",
    "asrun_depends_on_packages": ["jaxlib", "numpy", "matplotlib", "rich"],
    "asrun_depends_on_code": ["source/jax101", "source/jax101_site"],
    "asrun_versions_shown": ["jax", "jaxlib", "numpy", "sphinx", "myst-nb"],
}
