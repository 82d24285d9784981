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
    private = str(Path(request["connection_file"]).parent)
    opened = sibling("opened").Opened(note, private, request["site"])
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
