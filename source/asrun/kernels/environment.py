"""What every kernel finds around it, in one place.

A page must give the same outputs without any of this; it makes them cheap and repeatable.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

DEVICES = 8
"""How many CPU devices a page can ask for."""

KERNEL_ENVIRONMENT: Mapping[str, str] = {
    # Pages that need eight devices ask for them; the others are not slowed by it.
    "JAX_NUM_CPU_DEVICES": str(DEVICES),
    # A GPU in the machine must neither be used nor warned about, unless a build asks for it.
    "JAX_PLATFORMS": "cpu",
    "CUDA_VISIBLE_DEVICES": "",
    # XLA sizes its thread pool by this. With fewer threads than devices, a collective
    # waits for participants that can never start, and XLA aborts the process.
    "NPROC": str(2 * DEVICES),
    # Sets and dictionaries of strings print in the same order in every run.
    "PYTHONHASHSEED": "0",
    "TZ": "UTC",
    "LC_ALL": "C.UTF-8",
    # One BLAS thread: a process with threads cannot be forked safely.
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    # Figures become pictures, never windows.
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    # XLA and TensorFlow write progress notes to stderr, which is an output here.
    "TF_CPP_MIN_LOG_LEVEL": "2",
    # Jupyter's own debugger warns about frozen modules on stderr.
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
}

# An error shows its type and message, not a library's traceback; nothing is written to a history.
# A kernel on TCP, where none can be forked, warns that it is; it listens on this machine alone.
_IPYTHON_CONFIGURATION = """\
c.InteractiveShell.xmode = "Minimal"
c.InteractiveShell.colors = "nocolor"
c.HistoryManager.enabled = False
c.IPKernelApp.log_level = "ERROR"
"""


def kernel_environment(folder: Path, *, platform: str = "cpu") -> dict[str, str]:
    """The complete environment of a kernel.

    Args:
        folder: a private folder; IPython's and Jupyter's own files go there.
        platform: JAX's name of the platform the pages run on, `cpu` or `cuda`.

    Returns:
        Environment variables: those of this process, with ours on top.
    """
    profile = folder / "ipython" / "profile_default"
    profile.mkdir(parents=True, exist_ok=True)
    (profile / "ipython_kernel_config.py").write_text(_IPYTHON_CONFIGURATION, encoding="utf-8")
    environment = {**os.environ, **KERNEL_ENVIRONMENT, "IPYTHONDIR": str(folder / "ipython")}
    if platform != "cpu":
        # The GPU first, and CPU devices beside it for what is placed there on purpose.
        del environment["CUDA_VISIBLE_DEVICES"]
        if "CUDA_VISIBLE_DEVICES" in os.environ:
            environment["CUDA_VISIBLE_DEVICES"] = os.environ["CUDA_VISIBLE_DEVICES"]
        environment["JAX_PLATFORMS"] = f"{platform},cpu"
        # Pages run one after another on one GPU: none may keep three quarters of it.
        environment["XLA_PYTHON_CLIENT_PREALLOCATE"] = "false"
        # What XLA's autotuner could not measure well, it notes as an error; a page's own are Python's.
        environment["TF_CPP_MIN_LOG_LEVEL"] = "3"
    return environment
