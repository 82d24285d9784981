"""Reports name the whole address of a page, where it is known from where the package came."""

from __future__ import annotations

import json
import sys

import pytest

from jax101.checker.report import report
from jax101.checker.verdict import Finding, Verdict
from jax101.exercises.catalogue import find
from jax101.learner import site

pytestmark = pytest.mark.newest

WHEEL = "take/jax101-0.1.0-py3-none-any.whl"


@pytest.fixture
def installed_from(tmp_path, monkeypatch):
    """Return a function that makes jax101 one that was installed from somewhere."""
    monkeypatch.setattr(site, "_CLONE", tmp_path / "no clone")

    def install(noted):
        folder = tmp_path / "packages" / "jax101-0.1.0.dist-info"
        folder.mkdir(parents=True)
        (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: jax101\nVersion: 0.1.0\n")
        if noted is not None:
            (folder / "direct_url.json").write_text(noted)
        monkeypatch.syspath_prepend(str(folder.parent))
        return site.address()

    yield install
    sys.path_importer_cache.clear()


@pytest.mark.parametrize(
    ("url", "address"),
    [
        (f"https://notes.example/{WHEEL}", "https://notes.example/"),
        (f"https://notes.example/en/latest/{WHEEL}", "https://notes.example/en/latest/"),
        (f"http://localhost:8000/take/{WHEEL}", "http://localhost:8000/take/"),
        ("https://files.example/jax101-0.1.0-py3-none-any.whl", ""),
        ("git+https://example.org/jax101.git", ""),
        ("", ""),
    ],
)
def test_a_wheel_of_the_site_leads_back_to_it(installed_from, url, address):
    assert installed_from(json.dumps({"url": url})) == address


@pytest.mark.parametrize("noted", [None, "", "[]", "{", '{"url": null}'])
def test_what_no_installer_noted_is_not_guessed(installed_from, noted):
    assert installed_from(noted) == ""


def test_an_unpacked_site_is_read_where_it_lies(installed_from, tmp_path):
    place = tmp_path / "my notes"
    (place / "take").mkdir(parents=True)
    url = (place / WHEEL).as_uri()
    (place / "index.html").touch()
    assert installed_from(json.dumps({"url": url})) == f"{place.as_uri()}/"


def test_a_clone_is_read_where_it_is_built(installed_from, tmp_path):
    clone = tmp_path / "clone"
    (clone / "_build/html").mkdir(parents=True)
    noted = json.dumps({"url": clone.as_uri(), "dir_info": {"editable": True}})
    assert installed_from(noted) == ""
    (clone / "_build/html/index.html").touch()
    assert site.address() == f"{(clone / '_build/html').as_uri()}/"


def test_the_report_names_it():
    exercise = find("jit_with_static_n")
    verdict = Verdict(exercise.name, "fail", finding=Finding("wrong-result", "Wrong"))
    page, _, section = exercise.see.partition("#")
    line = f"Read  https://notes.example/{page}.html#{section}"
    assert line in report(verdict, exercise, site="https://notes.example/")
    assert f"Read  {page}.html#{section}" in report(verdict, exercise)
