"""Where the site comes from: a clone's build, a folder, a zip, an address."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
import zipfile

import pytest

from jax101.learner.overview import Refused
from jax101.workbench import places

pytestmark = pytest.mark.newest


@pytest.fixture
def find(tmp_path):
    """Look a site up from an empty folder."""
    here = tmp_path / "here"
    here.mkdir()
    return lambda given, here=here: places.site_folder(given, tmp_path / "cache", here)


def packed(site, target, inside=""):
    with zipfile.ZipFile(target, "w") as archive:
        archive.write(site / "index.html", f"{inside}index.html")
        archive.writestr(f"{inside}_static/x.css", "")
    return target


def test_the_clone_s_build_is_found_from_below(find, small_site, tmp_path):
    built = tmp_path / "clone" / places.BUILT
    shutil.copytree(small_site, built, symlinks=True)
    below = tmp_path / "clone" / "docs"
    below.mkdir()
    assert find(None, below) == built.resolve()


def test_a_folder(find, small_site):
    assert find(str(small_site)) == small_site.resolve()
    assert find(f"{small_site.as_uri()}/") == small_site.resolve()


@pytest.mark.parametrize("inside", ["", "jax101-site/"])
def test_a_zip_is_unpacked_once(find, small_site, tmp_path, inside):
    archive = packed(small_site, tmp_path / "site.zip", inside)
    first = find(str(archive))
    assert "Front page" in (first / "index.html").read_text()
    (first / "index.html").write_text("still the same folder")
    assert find(str(archive)) == first
    assert (first / "index.html").read_text() == "still the same folder"


def test_the_address_of_a_published_site(find, small_site, tmp_path):
    published = tmp_path / "published"
    (published / "docs" / "take").mkdir(parents=True)
    packed(small_site, published / "docs" / places.ARCHIVE)
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(published))
    handler.log_message = lambda *_: None
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/docs"
        for given in (
            address,
            f"{address}/",
            f"{address}/index.html",
            f"{address}/{places.ARCHIVE}",
        ):
            assert "Front page" in (find(given) / "index.html").read_text()
        with pytest.raises(Refused, match="cannot be read: 404 File not found"):
            find(f"{address}/elsewhere")
        server.shutdown()


@pytest.mark.parametrize(
    "given, says",
    [
        (None, "no built site here.*jax101 learn https"),
        ("nowhere", "nowhere is no built site"),
        ("http://127.0.0.1:1/", "cannot be read"),
        ("https://", "cannot be read"),
    ],
)
def test_what_is_no_site_is_refused_in_words(find, given, says):
    with pytest.raises(Refused, match=says):
        find(given)


def test_a_bad_zip_leaves_nothing(find, small_site, tmp_path):
    bad = tmp_path / "bad.zip"
    bad.write_bytes(packed(small_site, tmp_path / "good.zip").read_bytes()[:90])
    with pytest.raises(Refused, match=r"bad.zip cannot be unpacked"):
        find(str(bad))
    assert not list((tmp_path / "cache").iterdir())


def test_a_zip_cannot_write_outside(find, small_site, tmp_path):
    archive = packed(small_site, tmp_path / "site.zip")
    with zipfile.ZipFile(archive, "a") as opened:
        opened.writestr("../../escaped.txt", "out")
    found = find(str(archive))
    assert not list(tmp_path.glob("escaped.txt"))
    assert (found / "escaped.txt").exists()


def test_a_zip_too_large_is_not_unpacked(find, small_site, tmp_path, monkeypatch):
    monkeypatch.setattr(places, "_SIZE", 10)
    with pytest.raises(Refused, match="larger than a site"):
        find(str(packed(small_site, tmp_path / "site.zip")))
