"""A Jupyter server with the site on it, for this machine alone."""

from __future__ import annotations

import logging
import secrets
import shutil
import signal
import socket
import sys
import tempfile
import webbrowser
from pathlib import Path
from types import FrameType
from typing import Any

from jupyter_server.serverapp import ServerApp
from traitlets.config import Config

from jax101.learner.overview import Refused
from jax101.workbench.access import Codes, Enter
from jax101.workbench.answers import Answer, Desk, Difference, Hint, Records
from jax101.workbench.kernels import Kernels, OneSpec
from jax101.workbench.pages import CLIENT, Files, Pages

HOST = "127.0.0.1"
PORT = 8101
"""Where the site is served by default: what is typed is kept by the browser under this address."""
IDLE = 30 * 60
"""Seconds after which a kernel that does nothing ends."""


class Workbench(ServerApp):
    """The server. What it takes from Jupyter: kernels, their channels, cookies, origins.

    It reads none of the machine's Jupyter settings and leaves none: no browser files, no list of
    running servers, no files, no terminals.
    """

    name = "jax101-learn"
    default_services = ("kernels",)  # type: ignore[assignment]  # typed as the ones there are

    def load_config_file(self, *_: Any, **__: Any) -> None:
        """A setting made for notebooks must not open this server."""

    def init_signal(self) -> None:
        """Ctrl-C, a closed terminal and `kill` end everything, without a question."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._end)

    def _end(self, *_: int | FrameType | None) -> None:
        self.stop(from_signal=True)

    def start_app(self) -> None:
        """Nothing of what Jupyter prints and writes here."""


def serve(site: Path, folder: Path, *, port: int | None = None, browser: bool = True) -> None:
    """Serve a site until Ctrl-C.

    Args:
        site: the folder of a built site.
        folder: the learner's, with their answers.
        port: the port; without it, the first free one from `PORT` on.
        browser: whether to open the site in the reader's browser.

    Raises:
        Refused: when the port is taken.
    """
    private = Path(tempfile.mkdtemp(prefix="jax101-learn-"))
    desk, codes = Desk(folder), Codes()
    try:
        app = _application(site, private, desk, codes, _free_port(port))
        codes.tell = lambda code: _say(f"For another browser: {_address(app.port, code)}")
        _say(f"The site in {site}, with answers in {folder}. Ctrl-C ends it.")
        _say(f"Open {_address(app.port, codes.current)}")
        if browser:
            webbrowser.open(_address(app.port, codes.current))
        assert isinstance(app.kernel_manager, Kernels)
        app.io_loop.add_callback(app.kernel_manager.prepare)
        app.start()
    finally:
        desk.close()
        shutil.rmtree(private, ignore_errors=True)
    _say("Ended.")


def _application(site: Path, private: Path, desk: Desk, codes: Codes, port: int) -> Workbench:
    """The server, bound to its port; see `serve`."""
    config = Config()
    config.ServerApp.update(
        ip=HOST, port=port, port_retries=0, open_browser=False, allow_root=True,
        root_dir=str(private), cookie_secret=secrets.token_bytes(32),
        kernel_manager_class=Kernels, kernel_spec_manager_class=OneSpec,
        allow_unauthenticated_access=False, allow_remote_access=False, log_level=logging.ERROR,
        default_url="/index.html", jpserver_extensions={},
    )  # fmt: skip
    config.IdentityProvider.update(
        token=secrets.token_urlsafe(32), cookie_options={"samesite": "Strict"}
    )
    config.MappingKernelManager.update(
        cull_idle_timeout=IDLE, cull_interval=60, cull_connected=True, transport_encryption="auto"
    )
    # The page itself cuts what a cell prints, and interrupts it; the server's limit would hide that.
    config.ZMQChannelsWebsocketConnection.limit_rate = False
    app = Workbench(config=config, runtime_dir=str(private))
    app.initialize(argv=[], find_extensions=False)
    name = r"/workbench/answers/(\w+)"
    app.web_app.add_handlers(r".*", [
        (r"/login", Enter, {"codes": codes}),
        (name, Answer, {"desk": desk}),
        (f"{name}/hint", Hint, {"desk": desk}),
        (f"{name}/difference", Difference, {"desk": desk}),
        (r"/workbench/progress", Records, {"desk": desk}),
        (r"/workbench/client/(.*)", Files, {"path": str(CLIENT)}),
        (r"/(?!api/|login|workbench/)(.*)", Pages, {"path": str(site), "default_filename": "index.html"}),
    ])  # fmt: skip
    return app


def _free_port(wanted: int | None) -> int:
    for port in [wanted] if wanted is not None else range(PORT, PORT + 20):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except (OSError, OverflowError):
                continue
            return port
    taken = f"{PORT} to {PORT + 19} are" if wanted is None else f"{wanted} is"
    raise Refused(f"Port {taken} taken or not allowed; name a free one with --port.")


def _address(port: int, code: str) -> str:
    return f"http://{HOST}:{port}/login?code={code}"


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
