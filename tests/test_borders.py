"""The three packages and the measurements import in one direction, and ship apart from each other."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
import zipfile
from itertools import chain
from pathlib import Path

import pytest
from packaging.requirements import Requirement

pytestmark = pytest.mark.newest

ROOT = Path(__file__).parents[1]
PACKAGES = {
    "asrun": ROOT / "source/asrun",
    "jax101": ROOT / "source/jax101",
    "jax101_site": ROOT / "source/jax101_site",
    "bench": ROOT / "tools/bench",
}
FORBIDDEN = {
    "asrun": {"jax", "jaxlib", "jax101", "jax101_site", "bench"},
    "jax101": {"asrun", "jax101_site", "bench", "sphinx", "myst_nb", "docutils"},
    "jax101_site": {"bench"},
}
DISTRIBUTIONS = {"asrun": ROOT / "source/asrun", "jax101": ROOT}
MODULE_OF = {"PyYAML": "yaml", "pillow": "PIL"}  # distributions named otherwise than their module
BROUGHT = {
    "docutils": "sphinx",
    "myst_parser": "myst_nb",
    "markdown_it": "myst_nb",
    "IPython": "ipykernel",
    "jupyter_client": "jupyter_server",
    "tornado": "jupyter_server",
    "traitlets": "ipykernel",
    "zmq": "jupyter_client",
    "jaxlib": "jax",
}
"""Modules that are part of what another distribution promises."""
NOT_IMPORTED = {"sphinx_autobuild", "rich", "matplotlib"}
"""What is run as a program, what JAX draws with, and what cells of a page import."""


def imports(path: Path, text: str | None = None) -> set[str]:
    """The top-level names that a file imports, wherever in it, also through `import_module`."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text() if text is None else text)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}:{node.lineno}: imports are absolute"
            found.add(node.module or "")
        elif isinstance(node, ast.Call) and node.args:
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            first = node.args[0]
            if name in {"import_module", "__import__"} and isinstance(first, ast.Constant):
                found.add(str(first.value))
    return {name.split(".")[0] for name in found}


def modules(package: str) -> list[Path]:
    """The package's own files; an exercise's are a learner's code."""
    files = sorted(PACKAGES[package].rglob("*.py"))
    return [path for path in files if not (path.parents[1].name == "exercises" or _answer(path))]


def _answer(path: Path) -> bool:
    return path.parent.name in {"wrong", "accepted"}


@pytest.mark.parametrize("package", FORBIDDEN)
def test_no_module_imports_across_a_border(package):
    assert modules(package)
    crossing = {
        str(path.relative_to(ROOT)): crossed
        for path in modules(package)
        if (crossed := imports(path) & FORBIDDEN[package])
    }
    assert not crossing


@pytest.mark.parametrize(
    "code",
    ["import jax", "def f():\n    from jax101.pictures import show", "import_module('bench.x')"],
)
def test_the_contract_sees_an_import_in_any_form(code):
    assert imports(Path("x.py"), code) & (FORBIDDEN["asrun"])


@pytest.mark.parametrize(
    "module", ["asrun", "asrun.cli", "asrun.sphinxext", "asrun.kernels.server", "asrun.adopt"]
)
def test_the_engine_loads_no_jax(module):
    code = (
        f"import {module}, sys; print([n for n in ('jax', 'jax101', 'numpy') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]", done.stderr


@pytest.fixture(scope="module", params=DISTRIBUTIONS)
def wheel(request, tmp_path_factory):
    """A distribution's name, and its wheel as a release would have it."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=DISTRIBUTIONS[request.param],
        capture_output=True,
        check=True,
    )
    (path,) = folder.iterdir()
    return request.param, path


def test_a_wheel_holds_its_package_alone(wheel):
    name, path = wheel
    with zipfile.ZipFile(path) as archive:
        files = archive.namelist()
    folders = {file.split("/")[0] for file in files}
    assert {f for f in folders if not f.endswith(".dist-info")} == {name}
    tests = {str(p.relative_to(PACKAGES[name])) for p in PACKAGES[name].rglob("*.py")}
    assert {file.removeprefix(f"{name}/") for file in files if file.endswith(".py")} == tests


def test_a_wheel_declares_what_it_imports_and_no_more(wheel):
    name, _ = wheel
    project = tomllib.loads((DISTRIBUTIONS[name] / "pyproject.toml").read_text())["project"]
    extras = project.get("optional-dependencies", {}).values()
    asked = {Requirement(one).name for one in chain(project["dependencies"], *extras)}
    known = {MODULE_OF.get(one, one.replace("-", "_")) for one in asked}
    used = set().union(*map(imports, modules(name))) - set(sys.stdlib_module_names) - {name}
    brought = {module for module, by in BROUGHT.items() if by in known}
    assert used <= known | brought
    assert known <= used | NOT_IMPORTED


def test_a_wheel_registers_a_command_and_nothing_else(wheel):
    name, path = wheel
    with zipfile.ZipFile(path) as archive:
        (entries,) = (n for n in archive.namelist() if n.endswith("entry_points.txt"))
        text = archive.read(entries).decode()
    assert [line for line in text.splitlines() if line.startswith("[")] == ["[console_scripts]"]
    assert f"{name} = {name}." in text
