"""What kernels run in, for one build: a private folder and a warm process; nothing of it is left."""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Self

from asrun.kernels.environment import kernel_environment, packages

_SERVER = Path(__file__).with_name("server.py")
_SOCKET = "warm.sock"
_PACKAGES = "packages.json"  # beside it: those that the warm process imports from
_LONGEST = 60  # characters of a folder's path, of the about 100 that a socket's may have
_STOP_SECONDS = 10.0


class KernelStartError(RuntimeError):
    """The warm process did not start; the message holds what it printed."""


def can_fork() -> bool:
    """Whether kernels can be forked: only Linux does it safely."""
    return sys.platform == "linux"


class Kernels:
    """Makes kernels fast, private and repeatable until it is closed.

    Attributes:
        folder: private, holds the kernels' sockets, logs and home; gone when closed.
        environment: of every kernel.
        socket: address of the warm process; empty where kernels are ordinary ones.
        borrowed: whether the warm process is another's, who has seen that it can run pages.
        import_from: folders from which a kernel may import what shows an option's texts.
    """

    def __init__(
        self,
        folder: Path,
        environment: Mapping[str, str],
        *,
        socket: str,
        borrowed: bool,
        import_from: Sequence[str],
    ) -> None:
        self.folder, self.environment = folder, dict(environment)
        self.socket, self.borrowed, self.import_from = socket, borrowed, list(import_from)
        self._server: subprocess.Popen[str] | None = None
        self._closed = False
        atexit.register(self.close)  # a build can end before it has come to its kernels

    @classmethod
    def start(
        cls,
        *,
        preload: Sequence[str] = (),
        environment: Mapping[str, str] | None = None,
        pass_environment: Sequence[str] = (),
        warm: bool = True,
        socket: str = "",
        import_from: Sequence[str] = (),
    ) -> Kernels:
        """Start the warm process; it imports while the caller does other things.

        Args:
            preload: modules that it imports.
            environment: variables of every kernel.
            pass_environment: names of variables to take over from this process.
            warm: whether to fork kernels where the system can.
            socket: address of a warm process that runs already, to be used instead, unless other
                packages are installed than when it began.
            import_from: folders from which a kernel may import what shows an option's texts.
        """
        if socket and _is_outdated(socket):
            socket = ""
        folder = Path(tempfile.mkdtemp(prefix="asrun-", dir=_short_folder()))
        try:
            variables = kernel_environment(folder, environment or {}, pass_environment)
            forks = warm and can_fork()
            address = (socket or str(folder / _SOCKET)) if forks else ""
            kernels = cls(
                folder,
                variables,
                socket=address,
                borrowed=forks and bool(socket),
                import_from=import_from,
            )
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        if forks and not socket:
            kernels._launch(preload)
        return kernels

    def _launch(self, preload: Sequence[str]) -> None:
        (self.folder / _PACKAGES).write_text(json.dumps(packages()), encoding="utf-8")
        with (self.folder / "warm.log").open("w", encoding="utf-8") as errors:
            self._server = subprocess.Popen(
                [sys.executable, str(_SERVER), str(self.folder), json.dumps(list(preload))],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                cwd=self.folder,
                env=self.environment,
                # Ctrl-C must reach the build alone, which then stops its kernels in order.
                start_new_session=True,
            )

    def wait(self) -> None:
        """Return when kernels can be asked for.

        Raises:
            KernelStartError: the warm process could not import what it needs, or is not there.
        """
        if self.borrowed and not Path(self.socket).exists():
            raise KernelStartError(
                f"no warm process listens at {self.socket}: start one, or name none"
            )
        if self._server is None or self._server.stdout is None or self._server.stdout.closed:
            return
        if self._server.stdout.readline().strip() != "ready":
            log = (self.folder / "warm.log").read_text(encoding="utf-8", errors="replace")
            self.close()
            raise KernelStartError(
                "the process that imports modules for all kernels did not start:\n"
                f"{log.strip()}\n"
                "Install what is missing, or use ordinary kernels (--ordinary-kernels)."
            )
        self._server.stdout.close()

    def close(self) -> None:
        """End the warm process and every kernel it forked, and remove their folder."""
        if self._closed:
            return
        self._closed = True
        atexit.unregister(self.close)
        if self._server is not None:
            _stop(self._server)
            self._server = None
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _is_outdated(socket: str) -> bool:
    """Whether a warm process holds other packages than a page would find in a new Python."""
    try:
        before = json.loads(Path(socket).with_name(_PACKAGES).read_text(encoding="utf-8"))
    except OSError:
        return False  # none is there, which `wait` says
    return bool(before != packages())


def _short_folder() -> str | None:
    """Where temporary files go, unless a socket's path would be too long there."""
    usual = tempfile.gettempdir()
    return "/tmp" if len(usual) > _LONGEST and os.access("/tmp", os.W_OK) else None  # noqa: S108


def _stop(server: subprocess.Popen[str]) -> None:
    """Close its standard input, which ends it and every kernel it forked."""
    for stream in (server.stdin, server.stdout):
        if stream is not None:
            with contextlib.suppress(BrokenPipeError):
                stream.close()
    try:
        server.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
