"""Where the site will be read, when that is known, and where in it the wheel is."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from urllib.parse import quote, urlsplit

from sphinx.errors import ConfigError

import jax101

ROOT = Path(jax101.__file__).resolve().parents[2]
"""The repository; of an installed package, a folder without its `pyproject.toml`."""
FOLDER = "take"
"""Beside the pages: the wheel and the site as an archive."""
VARIABLES = ("JAX101_SITE_URL", "READTHEDOCS_CANONICAL_URL")
"""Our own setting goes before what the host says."""


def site_address(environment: Mapping[str, str]) -> str:
    """The site's address with a slash at its end, or nothing if the environment has none.

    Args:
        environment: variables of the build.

    Raises:
        ConfigError: a variable has something else than an address of the web.
    """
    for name in VARIABLES:
        address = environment.get(name, "").strip()
        if not address:
            continue
        parts = urlsplit(address)
        if (
            parts.scheme not in {"http", "https"}
            or not parts.netloc
            or parts.query
            or parts.fragment
        ):
            message = f"{name} is {address!r}; it has to be like https://example.org/notes/"
            raise ConfigError(message)
        whole = f"{parts.scheme}://{parts.netloc}{quote(parts.path, safe='/%~')}"
        return f"{whole.rstrip('/')}/"
    return ""


@cache
def wheel_path() -> str:
    """The wheel's place from the site's root; its name holds the version."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return f"{FOLDER}/{project['name']}-{project['version']}-py3-none-any.whl"


def install_command(base: str, *, learn: bool = False) -> str:
    """The command that installs the checker; from a clone if the site's address is not known.

    Args:
        base: the site's address, with a slash at its end, or nothing.
        learn: whether it also brings and starts what runs the pages' cells.
    """
    if not learn:
        return f"python -m pip install {base + wheel_path() if base else '.'}"
    what = f"jax101[learn] @ {base}{wheel_path()}" if base else ".[learn]"
    return f"python -m pip install '{what}'\njax101 learn {base}".rstrip()
