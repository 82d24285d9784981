"""Inventories: text in, links out."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import pytest
from sphinx.util.inventory import InventoryFile

from jax101_site.inventory import InventoryError, build, encode, mapping, read

pytestmark = pytest.mark.newest

TEXTS = Path(__file__).parents[2] / "docs" / "_inventory"


def text(folder: Path, body: str) -> Path:
    path = folder / "toy.txt"
    path.write_text(body)
    return path


def test_sphinx_reads_what_is_encoded(tmp_path: Path) -> None:
    source = text(
        tmp_path,
        "# a comment\nbase https://toy.example/en/\n\n"
        "toy.f py:function api/$.html#$\ntoy.C py:class all.html\n",
    )
    loaded = InventoryFile.loads(encode(read(source)), uri="https://toy.example/en").data
    assert set(loaded) == {"py:function", "py:class"}
    assert loaded["py:function"]["toy.f"].uri == "https://toy.example/en/api/toy.f.html#toy.f"
    assert loaded["py:class"]["toy.C"].uri == "https://toy.example/en/all.html"


@pytest.mark.parametrize("source", sorted(TEXTS.glob("*.txt")), ids=lambda path: path.stem)
def test_every_name_of_our_files_arrives(source: Path) -> None:
    inventory = read(source)
    loaded = InventoryFile.loads(encode(inventory), uri=inventory.base.rstrip("/")).data
    arrived = {
        (name, role, item.uri) for role, items in loaded.items() for name, item in items.items()
    }
    assert arrived == {(e.name, e.role, inventory.base + e.location) for e in inventory.entries}


def test_every_name_of_jax_exists_in_the_installed_jax() -> None:
    absent = [e.name for e in read(TEXTS / "jax.txt").entries if not exists(e.name)]
    assert absent == []


def test_the_names_pages_need_are_there() -> None:
    names = {e.name: e.location for e in read(TEXTS / "jax.txt").entries}
    assert names["jax.vmap"] == "_autosummary/jax.vmap.html#jax.vmap"
    assert names["jax.P"] == "jax.sharding.html#jax.sharding.PartitionSpec"
    error = "jax.errors.TracerBoolConversionError"
    assert names[error] == f"101/errors.html#{error}"


def test_mapping_points_at_the_files_it_built(tmp_path: Path) -> None:
    source = text(tmp_path, "base https://toy.example/\ntoy.f py:function $.html\n")
    target = tmp_path / "out" / "toy.inv"
    assert mapping(tmp_path, target.parent) == {"toy": ("https://toy.example/", str(target))}
    assert target.read_bytes() == encode(read(source))


def test_an_unchanged_inventory_is_not_written_again(tmp_path: Path) -> None:
    source = text(tmp_path, "base https://toy.example/\ntoy.f py:function $.html\n")
    target = tmp_path / "toy.inv"
    build(source, target)
    target.chmod(0o444)
    before = target.stat().st_mtime_ns
    build(source, target)
    assert target.stat().st_mtime_ns == before


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("toy.f py:function $.html\n", r"toy\.txt: no address; add a line 'base https://…/'"),
        (
            "base http://toy.example/\n",
            r"toy\.txt:1: .* must begin with https:// and end in a slash",
        ),
        (
            "base https://toy.example\n",
            r"toy\.txt:1: .* must begin with https:// and end in a slash",
        ),
        (
            "base https://toy.example/\ntoy.f py:function\n",
            r"toy\.txt:2: expected 'name role page'",
        ),
        (
            "base https://toy.example/\ntoy-f py:function x\n",
            r"toy\.txt:2: 'toy-f' is not a dotted",
        ),
        ("base https://toy.example/\ntoy.f function x\n", r"toy\.txt:2: 'function' is not a role"),
        (
            "base https://toy.example/\ntoy.f py:data x\n\ntoy.f py:data y\n",
            r"toy\.txt:4: 'toy\.f' is listed twice; keep one line",
        ),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, body: str, message: str) -> None:
    with pytest.raises(InventoryError, match=message):
        read(text(tmp_path, body))


def exists(name: str) -> bool:
    """Whether a dotted name can be reached by importing modules and reading attributes."""
    module, rest = name, list[str]()
    while module:
        try:
            found: Any = importlib.import_module(module)
        except ImportError:
            module, _, last = module.rpartition(".")
            rest.insert(0, last)
            continue
        for part in rest:
            if not hasattr(found, part):
                return False
            # Some methods of jax.Array belong to concrete arrays only.
            found = type(jnp.zeros(2)) if (found, part) == (jax, "Array") else getattr(found, part)
        return True
    return False
