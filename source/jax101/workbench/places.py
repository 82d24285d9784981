"""Find the built site to serve: a folder, a zip, or the address where it is published."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import url2pathname

from jax101.learner.overview import Refused

ARCHIVE = "take/jax101-site.zip"
"""Where a published site carries itself, below its address."""
BUILT = Path("_build", "html")
"""Where a clone's build puts the site."""

_SIZE = 512 * 1024**2  # bytes that a site may have: it stops what is no site, or a bomb
_SECONDS = 60.0


def site_folder(given: str | None, cache: Path, here: Path) -> Path:
    """The folder of a built site.

    Args:
        given: a folder, a zip, or an `http` address of either the site or its zip; without it,
            the build of the clone around `here`.
        cache: where sites from zips are unpacked, once each.
        here: the folder that the command was started in.

    Raises:
        Refused: when there is no site; the text says how to get one.
    """
    if given is None:
        return _built(here)
    if given.startswith(("http://", "https://")):
        return _unpacked(_downloaded(given, cache), cache)
    if given.startswith("file://"):  # the site was opened from a folder
        given = url2pathname(urlsplit(given).path)
    path = Path(given).expanduser()
    if path.is_file():
        return _unpacked(path, cache)
    if not _is_site(path):
        raise Refused(f"{path} is no built site: it holds no index.html and _static beside it.")
    return path.resolve()


def _built(here: Path) -> Path:
    for folder in (here, *here.parents):
        if _is_site(folder / BUILT):
            return (folder / BUILT).resolve()
    raise Refused(
        "There is no built site here. In a clone, build it: python3 noxfile.py. "
        "Elsewhere, name the published site: jax101 learn https://…"
    )


def _is_site(folder: Path) -> bool:
    return (folder / "index.html").is_file() and (folder / "_static").is_dir()


def _downloaded(address: str, cache: Path) -> Path:
    """The zip at an address, or of the site at an address, in the cache."""
    if not address.endswith(".zip"):
        address = f"{address.removesuffix('index.html').rstrip('/')}/{ARCHIVE}"
    cache.mkdir(parents=True, exist_ok=True)
    target = cache / "downloaded.zip"
    part = target.with_suffix(".part")
    try:
        # The reader named this address; what it gives is looked at before it is served.
        with urllib.request.urlopen(address, timeout=_SECONDS) as answer, part.open("wb") as file:  # noqa: S310
            while file.tell() <= _SIZE and (piece := answer.read(1 << 20)):
                file.write(piece)
        if part.stat().st_size > _SIZE:
            raise ValueError("it is larger than a site can be")  # noqa: TRY301
        part.replace(target)
    except (OSError, ValueError) as error:
        reason = error.reason if isinstance(error, URLError) else error
        if isinstance(error, HTTPError):
            reason = f"{error.code} {error.reason}"
            error.close()
        raise Refused(f"{address} cannot be read: {reason}") from None
    finally:
        part.unlink(missing_ok=True)
    return target


def _unpacked(archive: Path, cache: Path) -> Path:
    """The site in a zip, unpacked into the cache under its digest, unless it is there already."""
    with archive.open("rb") as file:
        target = cache / hashlib.file_digest(file, "sha256").hexdigest()[:20]
    if not target.exists():
        cache.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(dir=cache))  # a site is there whole or not at all
        try:
            with zipfile.ZipFile(archive) as contents:
                if sum(member.file_size for member in contents.infolist()) > _SIZE:
                    raise Refused(f"{archive} is larger than a site can be.")
                contents.extractall(work)  # members stay inside: zipfile sees to it
            work.replace(target)
        except (zipfile.BadZipFile, OSError) as error:
            raise Refused(f"{archive} cannot be unpacked: {error}") from None
        finally:
            shutil.rmtree(work, ignore_errors=True)
    for folder in _candidates(target):
        if _is_site(folder):
            return folder.resolve()
    raise Refused(f"{archive} holds no built site: no index.html with _static beside it.")


def _candidates(folder: Path) -> Iterator[Path]:
    """The folder itself, and what it holds: a zip may have one folder around everything."""
    yield folder
    yield from sorted(path for path in folder.iterdir() if path.is_dir())
