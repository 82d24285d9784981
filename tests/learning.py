"""`jax101 learn` as its readers start it: a process, and whoever opens its address."""

from __future__ import annotations

import contextlib
import http.client
import os
import re
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path

from toysite import clean_environment, eventually

PATIENCE = 60.0  # seconds until a server on a busy machine says where it is


@dataclass
class Learn:
    """A running server, and what it has said."""

    process: subprocess.Popen[str]
    folder: Path
    said: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        """The newest address that lets a browser in."""
        return re.findall(r"http://\S+", "".join(self.said))[-1]

    @property
    def port(self) -> int:
        return int(re.search(r":(\d+)/", self.address)[1])

    def ask(self, path, method="GET", body=None, **headers):
        """One request, as whoever sends it: (status, headers, text)."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        with contextlib.closing(connection):
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read().decode()

    def enter(self) -> dict[str, str]:
        """The headers of a browser that has opened the address and a page."""
        _, headers, _ = self.ask(self.address.partition(str(self.port))[2])
        cookies = [headers["Set-Cookie"].partition(";")[0]]
        _, headers, _ = self.ask("/index.html", Cookie=cookies[0])
        cookies.append(headers["Set-Cookie"].partition(";")[0])
        token = cookies[1].partition("=")[2]
        own = f"http://127.0.0.1:{self.port}"
        return {"Cookie": "; ".join(cookies), "X-XSRFToken": token, "Referer": f"{own}/index.html"}


@contextlib.contextmanager
def learning(site, folder, *options):
    """A server for a site, started in the learner's folder and ended by Ctrl-C."""
    environment = {**clean_environment(), "JAX101_HOME": str(folder / ".home")}
    process = subprocess.Popen(
        [sys.executable, "-m", "jax101", "learn", str(site), "--no-browser", *options],
        cwd=folder, env=environment, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    learn = Learn(process, folder)
    reader = threading.Thread(target=lambda: learn.said.extend(process.stderr), daemon=True)
    reader.start()
    try:
        said = eventually(lambda: not any("Open http" in line for line in learn.said), PATIENCE)
        assert not said, learn.said
        yield learn
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process.pid, signal.SIGINT)
        process.wait(timeout=PATIENCE)
        reader.join(timeout=5)
        process.stderr.close()
