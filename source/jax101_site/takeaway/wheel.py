"""The learner's wheel, built once for each state of its sources, and the same bytes each time."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_BESIDE = ("pyproject.toml", "README.md", "LICENSE", "LICENSE-docs")
_PACKAGE = "source/jax101"
_MADE = "HATCH_BUILD_"  # variables that would change what hatchling builds
_DATE = "1580601600"  # 2020-02-02: hatchling's own; a zip's dates begin in 1980


def build(root: Path, kept: Path) -> Path:
    """Build the wheel, or find the one that was built from the same sources.

    Args:
        root: the repository.
        kept: a folder for it; a wheel of older sources in it is removed.

    Returns:
        The wheel's path.
    """
    folder = kept / _state(root)
    found = sorted(folder.glob("*.whl"))
    if found:
        return found[0]
    # As nothing else needs it, the builder is imported only here.
    from hatchling.builders.wheel import WheelBuilder

    shutil.rmtree(kept, ignore_errors=True)
    kept.mkdir(parents=True)
    with tempfile.TemporaryDirectory(dir=kept) as scratch, _fixed_environment():
        stage = Path(scratch, "wheel")
        built = next(WheelBuilder(str(root)).build(directory=str(stage), versions=["standard"]))
        name = Path(built).name
        stage.rename(folder)
    return folder / name


def _state(root: Path) -> str:
    """A hash of all that the wheel is made from."""
    package = (p for p in (root / _PACKAGE).rglob("*") if "__pycache__" not in p.parts)
    files = [*(root / name for name in _BESIDE), *sorted(p for p in package if p.is_file())]
    state = hashlib.sha256()
    for file in files:
        content = file.read_bytes()
        state.update(f"{file.relative_to(root).as_posix()}\0{len(content)}\0".encode())
        state.update(content)
    return state.hexdigest()[:16]


@contextmanager
def _fixed_environment() -> Iterator[None]:
    """Without what a machine would tell the builder."""
    before = dict(os.environ)
    for name in [name for name in before if name.startswith(_MADE)]:
        del os.environ[name]
    os.environ["SOURCE_DATE_EPOCH"] = _DATE
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
