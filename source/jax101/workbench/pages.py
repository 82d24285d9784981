"""Serve the built site's files, and add the client to its pages on the way."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from typing import Any

from jupyter_server.base.handlers import JupyterHandler
from tornado import web

from jax101.workbench.access import REFUSED

CLIENT = Path(__file__).resolve().parent / "client"

_HEAD = b"""\
<link rel="stylesheet" href="/workbench/client/workbench.css">
<script type="module" src="/workbench/client/workbench.js"></script>
<script nomodule>addEventListener("load", function () {
document.body.insertAdjacentHTML("afterbegin", "<p>This browser is too old to run cells.</p>");
});</script>
"""
# What a page may load: nothing but what this server gives, whatever an output holds.
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)


class Files(JupyterHandler, web.StaticFileHandler):
    """Files of one folder, for whoever has been let in."""

    get = web.authenticated(web.StaticFileHandler.get)  # type: ignore[assignment]
    head = web.authenticated(web.StaticFileHandler.head)  # type: ignore[assignment]

    @property
    def content_security_policy(self) -> str:
        """See `_POLICY`."""
        return _POLICY

    async def prepare(self) -> None:  # type: ignore[override]
        """Refuse in words instead of asking for a password."""
        await super().prepare(_redirect_to_login=False)

    def set_extra_headers(self, path: str) -> None:
        """A site that was built again is read again."""
        self.set_header("Cache-Control", "no-cache")
        self.set_header("Referrer-Policy", "same-origin")

    def validate_absolute_path(self, root: str, absolute_path: str) -> str | None:
        """The file of a path; a link that leads out of the folder leads nowhere."""
        path = super().validate_absolute_path(root, absolute_path)
        if path is not None and not Path(path).resolve().is_relative_to(Path(root).resolve()):
            raise web.HTTPError(404)
        return path

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """One line of text."""
        known = {403: REFUSED, 404: "There is no such page.\n"}
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(known.get(status_code, f"{status_code}: {self._reason}\n"))


class Pages(Files):
    """The site: its pages come with the client in their head."""

    def set_extra_headers(self, path: str) -> None:
        """A page also brings the token that each later request must name."""
        super().set_extra_headers(path)
        if _is_page(path):
            self.xsrf_token  # noqa: B018 - asking for it sets the cookie

    def get_content_size(self) -> int:
        """Bytes of a page with the client, or of another file."""
        assert self.absolute_path is not None
        if _is_page(self.absolute_path):
            return len(_with_client(self.absolute_path))
        return super().get_content_size()

    @classmethod
    def get_content(
        cls, abspath: str, start: int | None = None, end: int | None = None
    ) -> Generator[bytes, None, None]:
        """A page with the client, or another file as it is."""
        if _is_page(abspath):
            yield _with_client(abspath)[start:end]
        else:
            yield from super().get_content(abspath, start, end)


def _is_page(path: str) -> bool:
    return path.endswith(".html")


def _with_client(path: str) -> bytes:
    before, head, after = Path(path).read_bytes().partition(b"</head>")
    return before + _HEAD + head + after
