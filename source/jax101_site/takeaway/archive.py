"""The whole site as one archive, to be read without a network: the same bytes for the same site."""

from __future__ import annotations

import hashlib
import os
import tempfile
import zipfile
from pathlib import Path

_DATE = (1980, 1, 1, 0, 0, 0)  # the first that a zip can hold


def pack(site: Path, target: Path, name: str) -> bool:
    """Pack a site, unless the archive holds just this already.

    Args:
        site: folder of the HTML.
        target: the archive; it may stand in the site, and is not packed itself.
        name: of the folder that the archive unpacks to.

    Returns:
        Whether it was written.
    """
    files = {
        path.relative_to(site).as_posix(): path
        for path in site.rglob("*")
        if path.is_file() and path != target
    }
    shown = sorted(n for n in files if not any(part.startswith(".") for part in n.split("/")))
    state = hashlib.sha256()
    for file in shown:
        content = hashlib.sha256(files[file].read_bytes()).hexdigest()
        state.update(f"{name}/{file}\0{content}\n".encode())
    comment = state.hexdigest().encode()
    if _comment(target) == comment:
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, scratch = tempfile.mkstemp(dir=target.parent, prefix=".site-")
    os.close(handle)
    temporary = Path(scratch)
    try:
        with zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
            archive.comment = comment
            for file in shown:
                entry = zipfile.ZipInfo(f"{name}/{file}", date_time=_DATE)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.create_system = 3  # Unix, wherever it is packed
                entry.external_attr = 0o100644 << 16
                archive.writestr(entry, files[file].read_bytes())
        temporary.chmod(0o644)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
    return True


def _comment(archive: Path) -> bytes:
    """What an archive says of itself: the hash of what it holds."""
    try:
        with zipfile.ZipFile(archive) as opened:
            return opened.comment
    except (OSError, zipfile.BadZipFile):
        return b""
