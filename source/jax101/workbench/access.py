"""Let a browser in: an address that works once, and leaves a cookie instead of a token."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from jupyter_server.auth.decorator import allow_unauthenticated
from jupyter_server.base.handlers import JupyterHandler

REFUSED = "This browser has not been let in: open the address that `jax101 learn` printed last.\n"


class Codes:
    """The code that the next browser needs; each works once, so one kept in a history is worthless.

    Args:
        tell: is given the next code each time that one was used.
    """

    def __init__(self, tell: Callable[[str], None] = lambda _: None) -> None:
        self.tell = tell
        self.current = secrets.token_urlsafe(24)

    def use(self, code: str) -> bool:
        """Whether this is the code; it is another one from then on."""
        right = secrets.compare_digest(code.encode(), self.current.encode())
        if right:
            self.current = secrets.token_urlsafe(24)
            self.tell(self.current)
        return right


class Enter(JupyterHandler):
    """`/login?code=…`: the cookie, and on to the site."""

    def initialize(self, codes: Codes) -> None:
        """Tornado's: what stands beside the handler in the table of addresses."""
        self.codes = codes

    @allow_unauthenticated
    def get(self) -> None:
        """Let the browser in that has the code, or one that is in already."""
        self.set_header("Referrer-Policy", "no-referrer")
        self.set_header("Cache-Control", "no-store")
        if self.current_user is None:
            if not self.codes.use(self.get_query_argument("code", "")):
                self.set_status(403)
                self.set_header("Content-Type", "text/plain; charset=utf-8")
                self.finish(REFUSED)
                return
            user = self.identity_provider.generate_anonymous_user(self)
            self.identity_provider.set_login_cookie(self, user)
        self.redirect("/index.html")
