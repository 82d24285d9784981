"""The program of a page's kernel: an ordinary one, with JAX imported before the first cell.

`python -P -m jax101.workbench.kernel -f CONNECTION_FILE`. JAX has started no backend then, so a
cell may still choose platforms and devices with `jax.config.update`.
"""

from __future__ import annotations

import importlib

PRELOADED = (
    "numpy.random",
    "rich.console",
    "matplotlib.backends.backend_agg",
    "jax",
    "jax.numpy",
    "jax.experimental.pallas",
    "jaxlib.mlir.dialects.mhlo",
)
"""What pages use: seconds of imports, done while nobody waits."""


def main() -> None:
    """Import what pages use, and run the kernel."""
    for name in PRELOADED:
        importlib.import_module(name)
    from ipykernel.kernelapp import launch_new_instance

    launch_new_instance()


if __name__ == "__main__":
    main()
