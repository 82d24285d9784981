"""Serve a site while it is written: rebuilt and reloaded on every save, with kernels that stay warm.

What is served is a copy of its own, in which a page that is not verified says so: see
`sphinxext.unverified`. It starts from what the last build left.
"""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
import webbrowser
from collections.abc import Iterator
from pathlib import Path

from asrun.executor import kernels_for
from asrun.kernels.warm import Kernels
from asrun.project import Project
from asrun.run.preflight import preflight
from asrun.settings import PREFIX

HOST = "127.0.0.1"
_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None
_STOP_SECONDS = 5.0


class Taken(Exception):
    """Another program has the port, or another `live` this checkout."""


def live(project: Project, *, port: int, open_browser: bool) -> int:
    """Serve the site until it is stopped, by Ctrl-C or otherwise.

    Args:
        project: the site.
        port: where to serve it, on this machine alone.
        open_browser: whether to show it at once.

    Returns:
        An exit status.

    Raises:
        Taken: the port, or this checkout, is not free; nothing was built.
        KernelStartError: the process that forks kernels did not start.
        PreflightError: this machine cannot run the pages.
    """
    _insist_on(port)
    project.state.mkdir(exist_ok=True)
    with _alone(project.state / "live.lock", port), _stopped_by_signals():
        try:
            return _serve(project, port, open_browser=open_browser)
        except KeyboardInterrupt:
            return 0


def _serve(project: Project, port: int, *, open_browser: bool) -> int:
    if open_browser and not _has_browser():
        print(f"No browser was found here: open http://{HOST}:{port} yourself.")
        open_browser = False
    output, doctrees = project.state / "live", project.state / "doctrees-live"
    _start_from_last_build(project.state, output, doctrees)
    with kernels_for(project) as kernels:
        kernels.wait()
        if project.settings.preflight:  # once, for all builds to come
            preflight(project.settings.preflight, project.settings.preflight_advice, kernels)
        print(f"Serving at http://{HOST}:{port} (--port for another); Ctrl-C ends it.", flush=True)
        command = _command(project, kernels, output, doctrees, port, open_browser=open_browser)
        server = subprocess.Popen(
            command,
            cwd=project.root,
            start_new_session=True,
            preexec_fn=_end_with_parent,  # noqa: PLW1509 - no thread of Python's runs here
        )
        try:
            return server.wait()
        finally:
            _end(server)


def _command(
    project: Project,
    kernels: Kernels,
    output: Path,
    doctrees: Path,
    port: int,
    *,
    open_browser: bool,
) -> list[str]:
    root = project.root
    folders = [name for name in project.settings.depends_on_code if (root / name).is_dir()]
    return [
        *(sys.executable, "-m", "sphinx_autobuild", "--port", str(port), "-c", str(root)),
        *("-d", str(doctrees), "-n", "-q"),
        *("-D", f"{PREFIX}live=1", "-D", f"{PREFIX}publish_unverified=1"),
        *("-D", f"{PREFIX}kernel_socket={kernels.socket}"),
        *("--watch", str(root / "conf.py")),
        *(word for folder in folders for word in ("--watch", str(root / folder))),
        *("--re-ignore", r"__pycache__|\.ipynb_checkpoints|~$|\.sw[a-p]$"),
        *(["--open-browser"] if open_browser else []),
        *(str(project.source), str(output)),
    ]


def _start_from_last_build(state: Path, output: Path, doctrees: Path) -> None:
    """Copy what the last build left, if that is newer: then only what changed since is made."""
    built, mine = state / "doctrees" / "environment.pickle", doctrees / "environment.pickle"
    stage = state / "stage"
    if not built.exists() or not stage.is_dir():
        return
    if mine.exists() and mine.stat().st_mtime >= built.stat().st_mtime:
        return
    for source, target in ((stage, output), (built.parent, doctrees)):
        part = target.with_name(f"{target.name}.part")  # whoever is stopped here leaves no half
        for old in (part, target):
            shutil.rmtree(old, ignore_errors=True)
        shutil.copytree(source, part)  # with its times, by which Sphinx knows what is old
        part.rename(target)


def _insist_on(port: int) -> None:
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((HOST, port))
        except OSError as error:
            raise Taken(
                f"port {port} of this machine is not free ({error.strerror}): "
                f"end what uses it, perhaps another `live`, or choose one with --port"
            ) from None


@contextlib.contextmanager
def _alone(lock: Path, port: int) -> Iterator[None]:
    """Keep other `live`s of this checkout from writing the same pages; the system ends the lock."""
    with lock.open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.seek(0)
            raise Taken(
                f"this checkout is served already, at http://{HOST}:{file.read().strip()}: "
                "use that one, or end it"
            ) from None
        file.truncate(0)
        file.write(f"{port}\n")
        file.flush()
        yield


def _has_browser() -> bool:
    try:
        webbrowser.get()
    except webbrowser.Error:
        return False
    return True


@contextlib.contextmanager
def _stopped_by_signals() -> Iterator[None]:
    """Let a closed terminal and `kill` end this as Ctrl-C does, with all that it started."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _end_with_parent() -> None:
    """Have the system end the server if this process is killed, which can end nothing itself."""
    if _LIBC is not None:
        _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _end(server: subprocess.Popen[bytes]) -> None:
    """End the server and the build that it may be running."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(server.pid, number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(_STOP_SECONDS)
