"""What a page reads, and what else it does that its outputs may depend on, from Python's audit hook."""

from __future__ import annotations

import importlib.util
import os
import re
import sys
import sysconfig
import tempfile
from collections.abc import Callable
from typing import Any

_READS_MORE = {
    "subprocess.Popen": "starts a process",
    "os.system": "starts a process",
    "os.posix_spawn": "starts a process",
    "os.spawn": "starts a process",
    "os.exec": "starts a process",
    "os.fork": "starts a process",
    "os.forkpty": "starts a process",
    "socket.connect": "connects to another process",
    "socket.bind": "waits for another process",
    "socket.getaddrinfo": "asks for an address",
    "socket.gethostbyname": "asks for an address",
    "sqlite3.connect": "opens a database",
}
_LISTS = ("os.listdir", "os.scandir")
# Whose code looks for modules, and for the packages that are installed.
_FINDERS = re.compile(r"<frozen importlib|.*[/\\]importlib[._/\\]metadata[/\\]")
# Which arguments are paths that change, and which the open folder that each is relative to.
_CHANGES: dict[str, tuple[tuple[int, int], ...]] = {
    "os.mkdir": ((0, 2),), "os.remove": ((0, 1),), "os.rmdir": ((0, 1),),
    "os.rename": ((0, 2), (1, 3)), "os.link": ((1, 3),), "os.symlink": ((1, 2),),
    "os.chmod": ((0, 2),), "os.chown": ((0, 3),), "os.utime": ((0, 3),), "os.truncate": ((0, 9),),
}  # fmt: skip


class Opened:
    """Notes each file that the page reads, once: what it depends on; and what else it does.

    Not noted: Python and its packages, which the fingerprint of a build holds; what the system
    makes up; what the page wrote itself; what it does with temporary files that it made.

    Args:
        note: writes a line of the log.
        private: the folder of the build's own sockets and logs.
        site: the folder of the pages.
    """

    def __init__(self, note: Callable[..., None], private: str, site: str) -> None:
        self._note = note
        self._site = f"{os.path.realpath(site)}{os.sep}"
        paths = {sys.prefix, sys.base_prefix, *sysconfig.get_paths().values(), private}
        cache = os.environ.get("XDG_CACHE_HOME", "")
        found = {os.path.realpath(path) for path in (*paths, cache) if path}
        self._apart = (*(f"{path}{os.sep}" for path in found), "/proc/", "/dev/", "/sys/", "/etc/")
        self._temporary = f"{os.path.realpath(tempfile.gettempdir())}{os.sep}"
        self._seen: set[str] = set()
        self._written: set[str] = set()
        self._made: set[str] = set()
        self._done: set[str] = set()

    def audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Note a file that is opened, or what else happens."""
        if event == "open":
            self._open(*arguments)
        elif event in _READS_MORE:
            self._does(_READS_MORE[event])
        elif event in _LISTS:
            # What they find beside a page is known; what a page finds there itself is not.
            if not _FINDERS.match(sys._getframe(2).f_code.co_filename):  # noqa: SLF001
                self._in_folder("lists", arguments[0])
        elif event in _CHANGES:
            for path, folder in _CHANGES[event]:
                self._in_folder("changes", arguments[path], *arguments[folder : folder + 1])

    def _open(self, path: Any, mode: Any, flags: Any) -> None:
        if not isinstance(path, str | bytes):
            return
        # Now, for the page may change its folder.
        path = _source(os.path.realpath(os.fsdecode(path)))
        writes = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
        if (isinstance(mode, str) and set(mode) & set("wax+")) or (flags or 0) & writes:
            self._written.add(path)
            self._in_folder("changes", path)
            if path in self._seen:
                self._does(f"changes {path}, which it has read")
        elif path not in self._seen and path not in self._written:
            self._seen.add(path)
            if not self._is_apart(path):
                self._note(opened=path)

    def _is_apart(self, path: str) -> bool:
        if "site-packages" in path or "__pycache__" in path:
            return True
        path = f"{path}{os.sep}"
        # A site can lie below Python's own folder, as /usr/src does.
        return path.startswith(self._apart) and not path.startswith(self._site)

    def _in_folder(self, does: str, path: Any, folder: int = -1) -> None:
        """Note what happens to a file or folder, unless it is nobody else's.

        `folder` is the open one that the path is relative to, if that is not the current one.
        """
        if path is None:
            path = "."
        if not isinstance(path, str | bytes | os.PathLike):
            return  # an open file's number
        path = os.fsdecode(path)
        if folder >= 0:
            path = os.path.join(f"/proc/self/fd/{folder}", path)  # noqa: PTH118
        path = os.path.realpath(path)
        if not self._is_apart(path) and not self._is_own(path):
            self._does(f"{does} {path}")

    def _is_own(self, path: str) -> bool:
        """Whether it is a temporary file or folder that this page made, or makes now."""
        if not path.startswith(self._temporary) or f"{path}{os.sep}".startswith(self._site):
            return False
        if not os.path.lexists(path):
            self._made.add(path)
        return any(path == made or path.startswith(f"{made}{os.sep}") for made in self._made)

    def _does(self, what: str) -> None:
        if what not in self._done:
            self._done.add(what)
            self._note(does=what)


def _source(path: str) -> str:
    """The module that Python compiled to this file; any other file is itself."""
    if path.endswith(".pyc") and "__pycache__" in path:
        return importlib.util.source_from_cache(path)
    return path
