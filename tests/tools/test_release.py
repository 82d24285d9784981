"""What is uploaded: whole, of one package alone, and usable without the clone."""

from __future__ import annotations

import shutil
import tarfile
import zipfile
from pathlib import Path

import pytest

import release

pytestmark = pytest.mark.newest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module", params=list(release.FOLDERS))
def built(request, tmp_path_factory):
    """A distribution's name and its two archives, really built."""
    name = request.param
    dist = tmp_path_factory.mktemp(name)
    return name, *release.build(name, release.FOLDERS[name], dist)


def test_what_we_build_is_right(built):
    name, wheel, sdist = built
    assert list(release.faults(name, wheel, sdist)) == []
    assert list(release.rebuilt(wheel, sdist)) == []
    assert list(release.try_out(name, wheel)) == []


def test_the_engine_has_the_licence_of_the_house():
    assert (ROOT / "source/asrun/LICENSE").read_bytes() == (ROOT / "LICENSE").read_bytes()


def without(archive: Path, spoiled: Path, left_out: str, added: str = "") -> Path:
    """A copy of a wheel without the files that end so, and with another one."""
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(spoiled, "w") as new:
        for name in old.namelist():
            if not name.endswith(left_out):
                new.writestr(name, old.read(name))
        if added:
            new.writestr(added, "")
    return spoiled


def test_a_wheel_that_holds_more_than_its_package(built, tmp_path):
    name, wheel, sdist = built
    spoiled = without(wheel, tmp_path / wheel.name, "/RECORD", "jax101_site/__init__.py")
    (fault,) = release.faults(name, spoiled, sdist)
    assert fault.startswith(f"{spoiled}: holds ")
    assert "jax101_site" in fault


def test_a_wheel_without_metadata(built, tmp_path):
    name, wheel, sdist = built
    spoiled = without(wheel, tmp_path / wheel.name, "/METADATA")
    assert any("metadata" in fault for fault in release.faults(name, spoiled, sdist))


def test_a_wheel_that_needs_the_clone(built, tmp_path):
    name, wheel, _ = built
    spoiled = without(wheel, tmp_path / wheel.name, f"{name}/__init__.py")
    assert any(
        "was imported instead" in f or " fails: " in f for f in release.try_out(name, spoiled)
    )
    lost = "pictures/__init__.py" if name == "jax101" else "sphinxext/build.py"
    spoiled = without(wheel, tmp_path / wheel.name, lost)
    assert any(" fails: " in fault for fault in release.try_out(name, spoiled))


def test_an_archive_that_lacks_files(built, tmp_path):
    name, wheel, sdist = built
    folder = sdist.name.removesuffix(".tar.gz")
    with tarfile.open(sdist) as archive:
        release.safely(archive).extractall(tmp_path)  # noqa: S202 - we built it
    (tmp_path / folder / "README.md").unlink()
    shutil.copytree(ROOT / "tests/tools", tmp_path / folder / "docs/tests")
    spoiled = tmp_path / sdist.name
    with tarfile.open(spoiled, "w:gz") as archive:
        archive.add(tmp_path / folder, folder)
    found = list(release.faults(name, wheel, spoiled))
    assert f"{spoiled}: lacks README.md" in found
    assert any("/docs/tests/" in fault for fault in found)
    assert any("no wheel can be built" in fault for fault in release.rebuilt(wheel, spoiled))
