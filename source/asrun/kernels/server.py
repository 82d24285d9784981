"""The warm process: `python server.py FOLDER PRELOAD`.

It imports what kernels need and the modules that PRELOAD names, a list as JSON; it starts no
thread. Then it forks a kernel for every connection to its socket in the folder. A connection
carries one JSON line each way:

    {"connection_file": …, "log": …, "cwd": …, "environment": {…}, "import_from": […]}
    {"pid": …}       its sockets are bound, it is ready

The kernel keeps the connection open for as long as it lives, so its end says that the
kernel has died. The server kills its kernels, removes the folder and leaves when its
standard input closes, which happens however its parent ends.
"""

from __future__ import annotations

import contextlib
import gc
import importlib.util
import json
import os
import selectors
import shutil
import signal
import socket
import sys
import traceback
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn

SOCKET = "warm.sock"

# All that a kernel imports as it starts, and nothing that starts a thread.
_KERNEL = (
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "ipykernel.debugger",
    "ipykernel.iostream",
    "ipykernel.kernelapp",
    "ipykernel.zmqshell",
    "tornado.platform.asyncio",
    "traitlets.config.argcomplete_config",
)


def warm_up(preload: list[str]) -> list[dict[str, ModuleType]]:
    """Import what kernels need, then what pages may; kernels collect garbage, but not among this.

    Args:
        preload: modules, each of which needs only those before it.

    Returns:
        For each of `preload`, the modules that it brought.
    """
    gc.disable()
    for name in _KERNEL:
        import_module(name)
    groups = []
    for name in preload:
        before = set(sys.modules)
        import_module(name)
        groups.append({n: sys.modules[n] for n in list(sys.modules) if n not in before})
    # Looking through it takes a kernel time, and a copy of each page of memory that it looks at.
    gc.freeze()
    return groups


def _load(name: str) -> Any:
    """A module beside this one, by its path."""
    path = Path(__file__).resolve().with_name(f"{name}.py")
    spec = importlib.util.spec_from_file_location(f"asrun_{name}", path)
    assert spec is not None and spec.loader is not None  # noqa: PT018 - the file is there
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


class Server:
    """Forks kernels until standard input closes; then kills those that still run."""

    def __init__(self, groups: list[dict[str, ModuleType]], listener: socket.socket) -> None:
        self._groups, self._listener = groups, listener
        self._inside, self._stash = _load("inside"), _load("stash")
        self._kernels: set[int] = set()

    def serve(self) -> None:
        """Serve until standard input closes."""
        wake_read, wake_write = os.pipe()
        os.set_blocking(wake_read, False)
        os.set_blocking(wake_write, False)
        signal.set_wakeup_fd(wake_write)
        signal.signal(signal.SIGCHLD, lambda *_: None)  # a handler, so that the pipe is written
        listener = self._listener.fileno()
        try:
            with selectors.DefaultSelector() as selector:
                for source in (0, wake_read, listener):
                    selector.register(source, selectors.EVENT_READ)
                while True:
                    ready = {key.fd for key, _ in selector.select()}
                    if 0 in ready and not os.read(0, 64):
                        return
                    if wake_read in ready:
                        os.read(wake_read, 4096)
                        self._kernels -= _reap(self._kernels)
                    if listener in ready and (pid := self._fork([wake_read, wake_write, listener])):
                        self._kernels.add(pid)
        finally:
            for pid in self._kernels - _reap(self._kernels):
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(pid, signal.SIGKILL)

    def _fork(self, close_in_child: list[int]) -> int | None:
        """Accept one connection and fork a kernel for it. Returns the child's pid."""
        connection, _ = self._listener.accept()
        try:
            with connection.makefile("rb") as stream:
                line = stream.readline()
            try:
                request = json.loads(line)
            except ValueError:  # whoever asked has gone, or asks for something else
                return None
            pid = os.fork()
            if pid == 0:
                self._live(request, connection, close_in_child)
            return pid
        finally:
            connection.close()

    def _live(self, request: Any, connection: socket.socket, close: list[int]) -> NoReturn:
        """The life of the child. It leaves by os._exit alone: any other way runs our code twice."""
        status = 1
        try:
            os.setsid()
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            signal.signal(signal.SIGINT, signal.default_int_handler)
            for descriptor in close:
                os.close(descriptor)
            self._run(request, connection)
            status = 0
        except BaseException:  # noqa: BLE001 - the log says what it was
            traceback.print_exc()
        finally:
            with contextlib.suppress(Exception):
                sys.stdout.flush()
                sys.stderr.flush()
            os._exit(status)

    def _run(self, request: dict[str, Any], connection: socket.socket) -> None:
        """Become a kernel. Returns when it is shut down."""
        gc.enable()
        os.environ.clear()
        os.environ.update(request["environment"])
        os.chdir(request["cwd"])
        null = os.open(os.devnull, os.O_RDONLY)
        log = os.open(
            request["connection_file"] + ".log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600
        )
        os.dup2(null, 0)
        os.dup2(log, 1)
        os.dup2(log, 2)
        for name in ("asrun_inside", "asrun_stash"):
            sys.modules.pop(name, None)
        answer = json.dumps({"pid": os.getpid()}).encode() + b"\n"
        self._inside.become_kernel(
            request,
            ready=lambda: connection.sendall(answer),
            hide=lambda changed: self._stash.Stash(self._groups, changed),
        )


def _reap(kernels: set[int]) -> set[int]:
    """Those of the kernels that have ended, their status collected."""
    ended = set()
    for pid in kernels:
        with contextlib.suppress(ChildProcessError):
            if os.waitpid(pid, os.WNOHANG)[0] == 0:
                continue
        ended.add(pid)
    return ended


def main() -> None:
    """Warm up, listen in the folder named on the command line, and serve."""
    folder, preload = Path(sys.argv[1]), json.loads(sys.argv[2])
    # Neither this folder nor the one where the build was started is a place to import from.
    apart = ("", str(Path(__file__).resolve().parent), str(Path.cwd()))
    sys.path[:] = [entry for entry in sys.path if entry not in apart]
    groups = warm_up(preload)
    try:
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(str(folder / SOCKET))
            listener.listen(64)
            print("ready", flush=True)
            Server(groups, listener).serve()
    finally:
        # Its owner does the same, unless it was killed.
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
    os._exit(0)  # nothing is left to do, and the build would wait while modules are unloaded
