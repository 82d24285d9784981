"""Inventories of other projects' references, built from text files we keep.

Sphinx links a name to another project through that project's inventory, a compressed
file that it would download at every build. A build must not need the network, so the
names a page may link are listed in ``docs/_inventory/<project>.txt``, and the inventory
is made from them. One line a name::

    base https://docs.jax.dev/en/latest/
    jax.vmap py:function _autosummary/$.html#$

``$`` stands for the name; empty lines and lines that begin with ``#`` are skipped.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from pathlib import Path

_NAME = re.compile(r"[A-Za-z_][\w.]*")
_ROLE = re.compile(r"[a-z]+:[a-z]+")


class InventoryError(ValueError):
    """A line of an inventory's text is wrong; the message names the file and the line."""


@dataclass(frozen=True)
class Entry:
    """One name that can be linked.

    Attributes:
        name: in full, such as ``jax.vmap``.
        role: domain and kind, such as ``py:function``.
        location: page and anchor, relative to the project's base address.
    """

    name: str
    role: str
    location: str


@dataclass(frozen=True)
class Inventory:
    """A project's names.

    Attributes:
        project: the text file's stem, which is also the key of ``intersphinx_mapping``.
        base: address that every location is relative to; ends in a slash.
        entries: in the order of the file.
    """

    project: str
    base: str
    entries: tuple[Entry, ...]


def read(path: Path) -> Inventory:
    """Read an inventory's text.

    Raises:
        InventoryError: no base address, a line of another form, or a name listed twice.
    """
    base = ""
    entries: dict[str, Entry] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        here = f"{path}:{number}"
        fields = line.split()
        if not fields or line.startswith("#"):
            continue
        if fields[0] == "base" and len(fields) == 2:
            base = _base(fields[1], here)
            continue
        entry = _entry(fields, here)
        if entry.name in entries:
            raise InventoryError(f"{here}: '{entry.name}' is listed twice; keep one line")
        entries[entry.name] = entry
    if not base:
        raise InventoryError(f"{path}: no address; add a line 'base https://…/'")
    return Inventory(path.stem, base, tuple(entries.values()))


def encode(inventory: Inventory) -> bytes:
    """Write an inventory in Sphinx's own format, version 2."""
    head = (
        "# Sphinx inventory version 2\n"
        f"# Project: {inventory.project}\n"
        "# Version: \n"
        "# The remainder of this file is compressed using zlib.\n"
    )
    lines = (f"{entry.name} {entry.role} 1 {entry.location} -\n" for entry in inventory.entries)
    return head.encode() + zlib.compress("".join(lines).encode(), 9)


def build(source: Path, target: Path) -> Inventory:
    """Make the inventory ``target`` from the text ``source``; leave an equal file as it is."""
    inventory = read(source)
    data = encode(inventory)
    if not target.exists() or target.read_bytes() != data:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return inventory


def mapping(folder: Path, target: Path) -> dict[str, tuple[str, str]]:
    """Build every inventory in a folder.

    Args:
        folder: holds one ``.txt`` a project.
        target: folder that receives one ``.inv`` a project.

    Returns:
        A value for ``intersphinx_mapping``.
    """
    made: dict[str, tuple[str, str]] = {}
    for source in sorted(folder.glob("*.txt")):
        file = target.resolve() / f"{source.stem}.inv"
        made[source.stem] = (build(source, file).base, str(file))
    return made


def _base(address: str, here: str) -> str:
    if not (address.startswith("https://") and address.endswith("/")):
        raise InventoryError(f"{here}: '{address}' must begin with https:// and end in a slash")
    return address


def _entry(fields: list[str], here: str) -> Entry:
    if len(fields) != 3:
        raise InventoryError(
            f"{here}: expected 'name role page', as in 'jax.jit py:function $.html'"
        )
    name, role, location = fields
    if not _NAME.fullmatch(name):
        raise InventoryError(f"{here}: '{name}' is not a dotted Python name")
    if not _ROLE.fullmatch(role):
        raise InventoryError(f"{here}: '{role}' is not a role such as py:function")
    return Entry(name, role, location.replace("$", name))
