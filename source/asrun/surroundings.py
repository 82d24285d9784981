"""What the outputs of every page depend on, beside its own code and the files that it reads.

Each ingredient has a name and a value, both texts, so that a build can say which one changed.
"""

from __future__ import annotations

import hashlib
import platform
import sys
from dataclasses import fields
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from asrun.cores import usable_cores
from asrun.kernels.environment import common_environment, packages
from asrun.project import Project

_PACKAGES = ("ipykernel", "myst-nb")
_HERE = Path(__file__).parent


def surroundings(project: Project) -> dict[str, str]:
    """Every ingredient of what a page prints on this machine, but for the page itself.

    The folders of the site and of Python stand as `{site}` and `{python}`: a page whose outputs
    hold them is another elsewhere, see `asrun.run.kept`.
    """
    settings = project.settings
    found = {
        "the engine": code(_HERE),
        "forked kernels": str(settings.warm_kernels),
        **machine(),
    }
    for folder in settings.depends_on_code:
        found[f"code in {folder}"] = code(project.root / folder)
    for setting in fields(settings):
        if setting.metadata["outputs"]:
            value = repr(getattr(settings, setting.name))
            found[f"the setting {setting.name}"] = value
    variables = common_environment(settings.environment, settings.pass_environment)
    for name, value in variables.items():
        found[f"the variable {name}"] = anywhere(project, value)
    return found


def machine() -> dict[str, str]:
    """The part of it that is the same for all code: Python, its packages, system and processor."""
    return {
        "Python": f"{platform.python_implementation()} {sys.version}",
        "the system": platform.platform(),
        "the processor": f"{_processor()}, {usable_cores()} cores",
        **{f"the package {name}": version for name, version in packages().items()},
    }


def fingerprint(project: Project) -> str:
    """A short text that changes when every page of an earlier build has to be made again."""
    settings = project.settings
    named = [*_PACKAGES, settings.versioned, *settings.depends_on_packages]
    versions = " ".join(f"{name}-{_version(name)}" for name in dict.fromkeys(named) if name)
    folders = [_HERE, *(project.root / folder for folder in settings.depends_on_code)]
    digest = hashlib.sha256("".join(map(code, folders)).encode()).hexdigest()[:12]
    return f"{versions} code-{digest} warm-{settings.warm_kernels}"


def code(folder: Path) -> str:
    """The hash of the modules in a folder: where they are, and what they hold."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.py")):
        digest.update(f"{path.relative_to(folder)}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def anywhere(project: Project, text: str) -> str:
    """A text with the folders of this site and of this Python by name."""
    for folder, name in places(project).items():
        text = text.replace(folder, name)
    return text


def places(project: Project) -> dict[str, str]:
    """The folders that are others in another checkout, longest first, and what stands for each."""
    found = {str(project.root): "{site}", str(project.source): "{pages}", sys.prefix: "{python}"}
    return dict(sorted(found.items(), key=lambda pair: -len(pair[0])))


def _processor() -> str:
    """What code is compiled for: a processor's name and what it can do, where the system says."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    wanted = ("model name", "flags", "Features", "CPU part")
    return "; ".join(dict.fromkeys(line for line in lines if line.startswith(wanted)))


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "absent"
