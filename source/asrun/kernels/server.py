"""The warm process: `python -m asrun.kernels.server FOLDER`.

It imports ipykernel and JAX once, starts no JAX backend and no thread, and then forks
a kernel for every connection to its socket in the folder. A connection carries one JSON line each way:

    {"connection_file": …, "cwd": …, "environment": {…}}   asks for a kernel
    {"pid": …}                                             its sockets are bound, it is ready

The kernel keeps the connection open for as long as it lives, so its end says that the
kernel has died. The server kills its kernels, removes the folder and leaves when its
standard input closes, which happens however its parent ends.
"""

from __future__ import annotations

import contextlib
import gc
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
from typing import Any, NoReturn

SOCKET = "warm.sock"

# All that a kernel needs, and nothing that starts a thread or a backend. Nothing of ours:
# the warm process of `live` must not keep code that is being edited.
_IMPORTS = (
    # What a kernel imports as it starts.
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "ipykernel.debugger",
    "ipykernel.kernelapp",
    "ipykernel.zmqshell",
    "tornado.platform.asyncio",
    "traitlets.config.argcomplete_config",
    "jax",
    "jax.experimental.pallas",  # jax.numpy pulls its parts in lazily
    "jax.numpy",
    "jaxlib.mlir.dialects.mhlo",  # loaded with the first program
    # What figures need, but not the inline backend, which must find a shell when it is imported.
    "matplotlib.backends.backend_agg",
    "numpy.random",
    "rich.console",  # draws shardings
)


def warm_up() -> None:
    """Import what every kernel needs; kernels collect garbage, but not among this."""
    gc.disable()
    for name in _IMPORTS:
        import_module(name)
    # Looking through it takes a kernel time, and a copy of each page of memory that it looks at.
    gc.freeze()


def run_kernel(request: dict[str, Any], connection: socket.socket) -> None:
    """Become a kernel, in the forked child. Returns when the kernel is shut down."""
    gc.enable()
    os.environ.clear()
    os.environ.update(request["environment"])
    os.chdir(request["cwd"])
    sys.path[:] = ["", *[entry for entry in sys.path if entry not in ("", str(Path.cwd()))]]
    null = os.open(os.devnull, os.O_RDONLY)
    log = os.open(
        request["connection_file"] + ".log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600
    )
    os.dup2(null, 0)
    os.dup2(log, 1)
    os.dup2(log, 2)

    from ipykernel.kernelapp import IPKernelApp

    application = IPKernelApp.instance(log_level=40)
    application.initialize(["-f", request["connection_file"]])
    connection.sendall(json.dumps({"pid": os.getpid()}).encode() + b"\n")
    application.start()


def _fork_kernel(listener: socket.socket, close_in_child: list[int]) -> int | None:
    """Accept one connection and fork a kernel for it. Returns the child's pid."""
    connection, _ = listener.accept()
    try:
        with connection.makefile("rb") as stream:
            line = stream.readline()
        try:
            request = json.loads(line)
        except ValueError:  # whoever asked has gone, or asks for something else
            return None
        pid = os.fork()
        if pid == 0:
            _live_as_kernel(request, connection, close_in_child)
        return pid
    finally:
        connection.close()


def _live_as_kernel(request: Any, connection: socket.socket, close_in_child: list[int]) -> NoReturn:
    """The life of the child. It leaves by os._exit alone: any other way runs the server's code twice."""
    status = 1
    try:
        os.setsid()
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        for descriptor in close_in_child:
            os.close(descriptor)
        run_kernel(request, connection)
        status = 0
    except BaseException:  # noqa: BLE001 - the log says what it was
        traceback.print_exc()
    finally:
        with contextlib.suppress(Exception):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(status)


def serve(listener: socket.socket) -> None:
    """Fork kernels until standard input closes; then kill those that still run."""
    kernels: set[int] = set()
    wake_read, wake_write = os.pipe()
    os.set_blocking(wake_read, False)
    os.set_blocking(wake_write, False)
    signal.set_wakeup_fd(wake_write)
    signal.signal(signal.SIGCHLD, lambda *_: None)  # a handler, so that the pipe is written
    try:
        with selectors.DefaultSelector() as selector:
            for source in (0, wake_read, listener.fileno()):
                selector.register(source, selectors.EVENT_READ)
            descriptors = [wake_read, wake_write, listener.fileno()]
            while True:
                ready = {key.fd for key, _ in selector.select()}
                if 0 in ready and not os.read(0, 64):
                    return
                if wake_read in ready:
                    os.read(wake_read, 4096)
                    kernels -= _reap(kernels)
                if listener.fileno() in ready:
                    pid = _fork_kernel(listener, descriptors)
                    if pid:
                        kernels.add(pid)
    finally:
        for pid in kernels - _reap(kernels):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(pid, signal.SIGKILL)


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
    folder = Path(sys.argv[1])
    # Where the build was started is no place that a page may import from.
    sys.path[:] = [entry for entry in sys.path if entry not in ("", str(Path.cwd()))]
    warm_up()
    try:
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(str(folder / SOCKET))
            listener.listen(64)
            print("ready", flush=True)
            serve(listener)
    finally:
        # Its owner does the same, unless it was killed.
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
    os._exit(0)  # nothing is left to do, and the build would wait while JAX is unloaded
