"""What comes from others is what it says it is, and says under which licence."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest

import jax101

pytestmark = pytest.mark.newest

ROOT = Path(__file__).parents[3]
CLIENT = Path(jax101.__file__).parent / "workbench" / "client"
VENDOR = CLIENT / "vendor"
MADE = json.loads((VENDOR / "versions.json").read_text())


def test_every_file_is_as_it_was_bundled():
    files = {p.name for p in VENDOR.iterdir()} - {"versions.json"}
    assert files == set(MADE["files"])
    for name, digest in MADE["files"].items():
        assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == digest, name


def test_every_package_is_the_one_that_the_lock_names():
    locked = json.loads((ROOT / "tools" / "vendor" / "package-lock.json").read_text())["packages"]
    versions = {
        path.rpartition("node_modules/")[2]: about["version"]
        for path, about in locked.items()
        if path
    }
    assert len(MADE["packages"]) > 20
    for name, version in MADE["packages"].items():
        assert versions[name] == version, name
        assert all(
            "integrity" in about for path, about in locked.items() if path.endswith(f"/{name}")
        )


def test_every_package_comes_with_its_licence():
    text = (VENDOR / "LICENSES.txt").read_text()
    for name, version in MADE["packages"].items():
        _, head, part = text.partition(f"\n{name} {version} (")
        assert head, name
        assert re.search(r"Permission|Redistribution", part[:2000]), name


def test_the_client_asks_nothing_of_another_machine():
    for path in CLIENT.glob("*.*s"):
        assert not re.search(r"https?://(?!www\.w3\.org)", path.read_text()), path
