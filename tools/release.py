"""Build both distributions, read what they hold, and use them without the clone: `nox -s release`.

Nothing is uploaded. What an index would refuse, and what a user would miss, is said here.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from packaging.metadata import Metadata  # read as an index reads it

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = {"jax101": ROOT, "asrun": ROOT / "source" / "asrun"}
TRIES = {
    "jax101": (["-m", "jax101", "list"], ["-c", "from jax101 import check, show_sharding"]),
    "asrun": (["-m", "asrun", "--help"], ["-c", "import asrun.sphinxext.build"]),
}
"""What must run with nothing but the wheel and what it depends on."""
_LITTER = re.compile(r"__pycache__|\.pyc$|/tests?/|/\.(?!gitignore$)")  # the builder adds that one


def safely(archive: tarfile.TarFile) -> tarfile.TarFile:
    """The archive, whose files stay in their folder: Python before 3.11.4 cannot see to that."""
    archive.extraction_filter = getattr(tarfile, "data_filter", lambda member, _: member)
    return archive


def main(dist: Path = ROOT / "dist") -> int:
    """Build and check both. Returns how many faults there are."""
    shutil.rmtree(dist, ignore_errors=True)
    count = 0
    for name, folder in FOLDERS.items():
        wheel, sdist = build(name, folder, dist)
        found = [*faults(name, wheel, sdist)]
        found += [*try_out(name, wheel), *rebuilt(wheel, sdist)]
        for fault in found:
            print(fault, file=sys.stderr)
        count += len(found)
        print(f"{wheel}\n{sdist}")
    print(f"{count} faults" if count else "Both can be uploaded.")
    return count


def build(name: str, folder: Path, dist: Path) -> tuple[Path, Path]:
    """Build a project's wheel and source archive with the builder of the lock."""
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(dist)]
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    (wheel,), (sdist,) = dist.glob(f"{name}-*.whl"), dist.glob(f"{name}-*.tar.gz")
    return wheel, sdist


def faults(name: str, wheel: Path, sdist: Path) -> Iterator[str]:
    """What is wrong with the names, the metadata and the contents of two archives."""
    with zipfile.ZipFile(wheel) as archive:
        inside = archive.namelist()
        texts = {n: archive.read(n) for n in inside if n.endswith("/METADATA")}
    yield from _metadata(wheel, name, next(iter(texts.values()), b""))
    top = {each.partition("/")[0] for each in inside}
    info = wheel.name.removesuffix("-py3-none-any.whl") + ".dist-info"
    if not wheel.name.endswith("-py3-none-any.whl") or top != {name, info}:
        yield f"{wheel}: holds {', '.join(sorted(top))}, not {name} and {info} alone"
    with tarfile.open(sdist) as archive:
        files = [member.name for member in archive.getmembers() if member.isfile()]
        folder = sdist.name.removesuffix(".tar.gz")
        about = f"{folder}/PKG-INFO"
        member = archive.extractfile(about) if about in files else None
        yield from _metadata(sdist, name, member.read() if member else b"")
    for wanted in ("LICENSE", "README.md", "pyproject.toml"):
        if f"{folder}/{wanted}" not in files:
            yield f"{sdist}: lacks {wanted}"
    package = {"jax101": f"{folder}/source/jax101/", "asrun": f"{folder}/"}[name]
    for path in files:
        if path.count("/") > 1 and not path.startswith(package):
            yield f"{sdist}: holds {path}, which is not of {name}"
    for archive_path, names in ((wheel, inside), (sdist, files)):
        if litter := [n for n in names if _LITTER.search(n)]:
            yield f"{archive_path}: holds {', '.join(litter[:3])}"


def _metadata(archive: Path, name: str, text: bytes) -> Iterator[str]:
    """What an index would refuse, or would not show."""
    try:
        data = Metadata.from_email(text, validate=True)
    except ExceptionGroup as error:
        yield from (f"{archive}: {each}" for each in error.exceptions)
        return
    if data.name != name or not data.version or f"-{data.version}" not in archive.name:
        yield f"{archive}: says it is {data.name} {data.version}"
    if not data.description or data.description_content_type != "text/markdown":
        yield f"{archive}: its README would not be shown as Markdown"
    if not data.license_expression or not data.license_files:
        yield f"{archive}: lacks its licence: an expression and the files"
    if not data.requires_python or not data.summary:
        yield f"{archive}: lacks requires-python or description"


def try_out(name: str, wheel: Path) -> Iterator[str]:
    """Unpack a wheel, as installing it does, and run it from elsewhere."""
    with tempfile.TemporaryDirectory() as place:
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(place)  # noqa: S202 - we built it
        environment = {"PATH": os.environ.get("PATH", os.defpath), "PYTHONPATH": place}
        said = f"import {name}; print({name}.__file__)"
        for arguments in (["-c", said], *TRIES[name]):
            done = subprocess.run(
                [sys.executable, *arguments],
                cwd=place,
                env={**environment, "HOME": place},
                capture_output=True,
                text=True,
                check=False,
            )
            if done.returncode:
                last = (done.stderr.strip().splitlines() or ["without a message"])[-1]
                yield f"{wheel}: python {' '.join(arguments)} fails: {last}"
            elif arguments[-1] == said and not done.stdout.startswith(place):
                yield f"{wheel}: {done.stdout.strip()} was imported instead of the wheel"


def rebuilt(wheel: Path, sdist: Path) -> Iterator[str]:
    """Whether a wheel that is built from the source archive holds the same."""
    with tempfile.TemporaryDirectory() as place:
        with tarfile.open(sdist) as archive:
            safely(archive).extractall(place)  # noqa: S202 - we built it
        folder = Path(place, sdist.name.removesuffix(".tar.gz"))
        command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", place]
        done = subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True)
        again = Path(place, wheel.name)
        if done.returncode or not again.exists():
            yield f"{sdist}: no wheel can be built from it: {done.stderr.strip()[-300:]}"
        elif _contents(again) != _contents(wheel):
            yield f"{sdist}: the wheel that is built from it is another"


def _contents(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


if __name__ == "__main__":
    sys.exit(bool(main()))
