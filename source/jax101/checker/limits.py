"""What a process that runs an answer may use: devices, time, memory, files, and no terminal.

Memory is limited twice. The resident size is watched from outside, every few milliseconds.
And the size of writable memory is limited by the kernel, in steps that a watcher cannot miss;
the reserve that XLA's thread stacks take at start does not count (0.5 GiB on 8 devices).
"""

from __future__ import annotations

import ctypes
import io
import os
import resource
import signal
import sys
from collections.abc import Mapping
from pathlib import Path

MEMORY = 2 * 1024**3
"""Bytes that an answer may use."""
OUTPUT = 1024**2
"""Bytes that an answer may print."""
FILES = 256 * 1024**2
"""Bytes of one file that an answer may write."""
DEVICES = 8

_DROPPED = ("JAX_", "XLA_", "PYTHON", "PYTEST_", "CUDA_", "COV_")
_PR_SET_PDEATHSIG = 1
_PR_SET_CHILD_SUBREAPER = 36


def environment(package: Path, compiled: Path | None = None) -> dict[str, str]:
    """The environment of the checker's own process: the same everywhere, whatever a shell has set.

    Args:
        package: the folder that holds the `jax101` package.
        compiled: where answers leave compiled programs for the next one; without it, nowhere.
    """
    kept = {k: v for k, v in os.environ.items() if not k.startswith(_DROPPED)}
    ours: Mapping[str, str] = {
        "JAX_PLATFORMS": "cpu",
        "JAX_NUM_CPU_DEVICES": str(DEVICES),
        # XLA sizes its thread pool by this: fewer threads than devices can stop a collective.
        "NPROC": str(2 * DEVICES),
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
        "TF_CPP_MIN_LOG_LEVEL": "2",
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "PYTHONDONTWRITEBYTECODE": os.environ.get("PYTHONDONTWRITEBYTECODE", ""),
        # Tests come from the exercise only, not from plugins that happen to be installed.
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        "OBJC_DISABLE_INITIALIZE_FORK_SAFETY": "YES",
        "JAX101_PACKAGE": str(package),
    }
    if compiled is not None:
        ours = {
            **ours,
            "JAX_COMPILATION_CACHE_DIR": str(compiled),
            "JAX_PERSISTENT_CACHE_MIN_COMPILE_TIME_SECS": "0",
            "JAX_PERSISTENT_CACHE_MIN_ENTRY_SIZE_BYTES": "0",
        }
    return {**kept, **{key: value for key, value in ours.items() if value}}


def leave_terminal(output: int) -> None:
    """Own process group, no input, output to `output`; die when the parent does."""
    os.setsid()
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for source, target in ((nothing, 0), (output, 1), (output, 2)):
        os.dup2(source, target)
    os.close(nothing)
    os.close(output)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # what is printed before a crash is seen
            stream.reconfigure(line_buffering=True)


def cap(memory: int) -> None:
    """Limit this process, from now on, to `memory` bytes in use; no core dumps, no huge files."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILES, FILES))
    usage = _status(os.getpid())
    if usage is not None:
        resident, data = usage
        limit = data + max(memory - resident, 0)
        resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))


def resident(pid: int) -> int:
    """Bytes that a process holds in memory; 0 where the system does not say."""
    usage = _status(pid)
    return usage[0] if usage else 0


def kill_group(pid: int) -> None:
    """Kill a process that called `leave_terminal`, and whatever it started."""
    for kill in (os.killpg, os.kill):
        try:
            kill(pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            continue


def adopt_orphans() -> None:
    """Become the parent of what a child leaves behind, in whatever session that is."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1)


def kill_adopted() -> None:
    """Kill every child of this process, and whatever these leave in turn."""
    while pids := _children():
        for pid in pids:
            try:
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)
            except (ProcessLookupError, ChildProcessError):
                continue


def _children() -> list[int]:
    """The processes that have this one as their parent; none where the system does not say."""
    me, found = str(os.getpid()), []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text(errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        if fields[1:2] == [me]:
            found.append(int(entry.parent.name))
    return found


def _status(pid: int) -> tuple[int, int] | None:
    """Resident size and writable size in bytes, from /proc where there is one."""
    try:
        text = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return None
    sizes = {
        line.split(":")[0]: int(line.split()[1]) * 1024
        for line in text.splitlines()
        if line.startswith(("VmRSS:", "VmData:"))
    }
    return (sizes["VmRSS"], sizes["VmData"]) if len(sizes) == 2 else None
