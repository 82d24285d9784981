"""Where the notes can be read: the site that this package was installed from, if that is known.

Installers note where a package came from (direct_url.json, PEP 610). The site's own wheel lies in
its folder `take`, so its address leads to the pages; a clone has them where it builds them.
"""

from __future__ import annotations

import json
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from urllib.parse import unquote, urlsplit

import jax101

_FOLDER = "/take/"
_CLONE = Path(jax101.__file__).resolve().parents[2]


def address() -> str:
    """The address of the site's first folder with a slash at its end; empty if it is not known."""
    origin = _origin()
    if urlsplit(origin).scheme in ("http", "https"):
        base, found, _ = origin.rpartition(_FOLDER)
        return f"{base}/" if found else ""
    place = Path(unquote(urlsplit(origin).path)) if origin else _CLONE
    folder = place.parents[1] if place.suffix == ".whl" else place / "_build" / "html"
    return f"{folder.as_uri()}/" if (folder / "index.html").is_file() else ""


def _origin() -> str:
    """What the installer noted; empty for a package that was not installed, or from an index."""
    try:
        installed: Distribution = distribution("jax101")
        noted = json.loads(installed.read_text("direct_url.json") or "{}")
    except (PackageNotFoundError, ValueError):
        return ""
    return str(noted.get("url", "")) if isinstance(noted, dict) else ""
