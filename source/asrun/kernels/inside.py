"""Within every kernel, forked or ordinary: its streams, what the build asks of it, what it opened.

`python inside.py REQUEST` is an ordinary kernel; the warm process calls `become_kernel` in a fork.
A request is JSON: the connection file, the log of what happened, where our own functions are, and
the folder of the site's pages.
The log has a line of JSON for each file that the page opened, `{"opened": path}`; for what else
its outputs may depend on, or what it changed, `{"does": what}`; and for variables that it changed
too late, `{"environment": names}`.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import os
import sys
import sysconfig
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

_HERE = Path(__file__).resolve().parent
_ARGUMENTS = (
    "--IPKernelApp.outstream_class=asrun_stream.CellStream",
    "--IPKernelApp.log_level=40",
    "--IPKernelApp.exec_PYTHONSTARTUP=False",
    # An error shows its type and message, not a library's traceback; nothing is written.
    "--InteractiveShell.xmode=Minimal",
    "--InteractiveShell.colors=nocolor",
    "--HistoryManager.enabled=False",
)


def sibling(name: str) -> Any:
    """A module of this folder, loaded by its path: a page must not find it in `sys.modules`."""
    spec = importlib.util.spec_from_file_location(f"asrun_{name}", _HERE / f"{name}.py")
    assert spec is not None and spec.loader is not None  # noqa: PT018 - the file is there
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def become_kernel(
    request: dict[str, Any],
    ready: Callable[[], None] = lambda: None,
    hide: Callable[[Callable[[list[str]], None]], None] = lambda _: None,
) -> None:
    """Be a kernel. Returns when it is shut down.

    Args:
        request: as above.
        ready: called when the sockets are bound.
        hide: called before that, to hide preloaded modules; it is given what to call with the
            names of variables that were changed too late.
    """
    from ipykernel.kernelapp import IPKernelApp

    sys.modules["asrun_stream"] = sibling("stream")  # ipykernel asks for it by name
    sys.path[:] = ["", *[entry for entry in sys.path if entry not in ("", str(_HERE))]]
    application: Any = IPKernelApp.instance()
    application.initialize(["-f", request["connection_file"], *_ARGUMENTS])
    del sys.modules["asrun_stream"]
    sys.argv[:] = [""]
    log = os.open(request["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def note(**what: Any) -> None:
        os.write(log, json.dumps(what).encode() + b"\n")

    watch = sibling("left_behind").Watch()
    opened = Opened(note, (str(Path(request["connection_file"]).parent),), request["site"])
    _Requests(application.kernel, watch, request["import_from"])
    hide(lambda names: note(environment=names))

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        opened.audit(event, arguments)
        watch.audit(event, arguments)

    if sys.version_info < (3, 12):
        _audit_threads()
    sys.addaudithook(hook)
    ready()
    application.start()


def _audit_threads() -> None:
    """Raise the event that Python 3.11 does not raise when a thread starts."""
    threading: Any = importlib.import_module("threading")
    start = threading._start_new_thread  # noqa: SLF001 - what every way to a thread goes through

    def audited(function: Callable[..., None], *arguments: Any) -> Any:
        sys.audit("_thread.start_new_thread", function, *arguments)
        return start(function, *arguments)

    threading._start_new_thread = audited  # noqa: SLF001


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
    """

    def __init__(self, note: Callable[..., None], apart: tuple[str, ...], site: str) -> None:
        self._note = note
        self._site = f"{os.path.realpath(site)}{os.sep}"
        paths = {sys.prefix, sys.base_prefix, *sysconfig.get_paths().values(), *apart}
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
            # What Python's import looks through is known; a page that looks through it is not.
            if not sys._getframe(2).f_code.co_filename.startswith("<frozen importlib"):  # noqa: SLF001
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
        made_by_python = "site-packages" in path or "__pycache__" in path
        return made_by_python or f"{path}{os.sep}".startswith(self._apart)

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


class _Requests:
    """What the build asks between cells, in a message of its own: no name of the page is touched."""

    def __init__(self, kernel: Any, watch: Any, import_from: list[str]) -> None:
        self._kernel, self._watch, self._import_from = kernel, watch, import_from
        kernel.shell_handlers["asrun_request"] = self._answer

    async def _answer(self, stream: Any, ident: Any, parent: dict[str, Any]) -> None:
        content = parent["content"]
        try:
            reply = {
                "types": self._error_types() if content.get("raised") else [],
                "shown": [self._show(*one) for one in content.get("show", ())],
                "left": self._watch.threads(),
            }
            if content.get("last"):
                reply["left"] += [*self._watch.tasks(), *self._watch.processes()]
        except Exception as error:  # noqa: BLE001 - the build says what it was
            reply = {"failed": f"{type(error).__name__}: {error}"}
        self._kernel.session.send(stream, "asrun_reply", reply, parent, ident=ident)

    def _error_types(self) -> list[str]:
        error = getattr(sys, "last_value", None)
        return [kind.__name__ for kind in type(error).__mro__] if error is not None else []

    def _show(self, function: str, text: str) -> dict[str, Any]:
        from ipykernel.jsonutil import json_clean

        module, _, name = function.partition(":")
        shell = self._kernel.shell
        kept = list(sys.path)
        sys.path += [entry for entry in self._import_from if entry not in sys.path]
        try:
            result = getattr(importlib.import_module(module), name)(text, shell.user_ns)
            data, metadata = shell.display_formatter.format(result)
        except Exception as error:  # noqa: BLE001 - the author of the page needs to know
            return {"error": f"{type(error).__name__}: {error}"}
        finally:
            sys.path[:] = kept
        return {"data": json_clean(data), "metadata": json_clean(metadata)}


if __name__ == "__main__":
    become_kernel(json.loads(sys.argv[1]))
