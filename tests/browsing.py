"""What the tests that look at the finished site in a browser share."""

from __future__ import annotations

import contextlib
import functools
import http.server
import io
import shutil
import threading

import numpy as np
from PIL import Image
from playwright.sync_api import sync_playwright

CHROME = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)

# One of each kind: the first page, prose, errors in folds, pictures, the explorer, an exercise.
KINDS = (
    "index.html",
    "jit.html",
    "errors.html",
    "parallel/automatic.html",
    "parallel/explorer.html",
    "exercises/jit_with_static_n.html",
)
# And of those whose layout is their own: tables, a long list, a sheet, and what nobody wrote.
MORE_KINDS = (
    *KINDS,
    "changes.html",
    "glossary.html",
    "cheatsheet.html",
    "gpu.html",
    "about/coverage.html",
    "404.html",
)


def all_pages(site):
    """Return the path of each HTML page of the site, in order."""
    skipped = ("_static", "_sources")
    found = (path.relative_to(site) for path in sorted(site.rglob("*.html")))
    return [path.as_posix() for path in found if path.parts[0] not in skipped]


@contextlib.contextmanager
def served(site):
    """Serve the site from this machine; gives its address."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    handler = functools.partial(Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.handle_error = lambda *_: None  # a browser that leaves a page takes no more of it
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@contextlib.contextmanager
def chromium():
    """Start Debian's Chromium, or what stands in for it."""
    assert CHROME, "no Chromium or Chrome on the PATH"
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=CHROME, args=["--no-sandbox"])
        yield made
        made.close()


def luminance(pixels):
    """Return the relative luminance (WCAG 2) of each pixel of an image: rows, columns, RGB."""
    share = pixels[..., :3] / 255.0
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    return linear @ np.array([0.2126, 0.7152, 0.0722])


def contrast(one, other):
    """Return the contrast (WCAG 2, from 1 to 21) of two luminances."""
    return (np.maximum(one, other) + 0.05) / (np.minimum(one, other) + 0.05)


def seen(page, box):
    """Return the luminance of each pixel that the screen shows in a box of the window."""
    shot = page.screenshot(clip=box, animations="disabled")
    return luminance(np.asarray(Image.open(io.BytesIO(shot)).convert("RGB")))


def legibility(page, selector):
    """Return the contrast of the lightest and the darkest of what the first such element shows."""
    element = page.locator(selector).first
    element.scroll_into_view_if_needed()
    shown = seen(page, element.bounding_box())
    return contrast(shown.max(), shown.min())
