"""The browser that tests drive: this machine's Chromium or Chrome."""

from __future__ import annotations

import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROME = next(filter(None, map(shutil.which, NAMES)), None)
