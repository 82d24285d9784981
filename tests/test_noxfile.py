"""The house: every task explained, absent Pythons told apart, a lock that can be trusted."""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
import subprocess
import sys
import tomllib
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml
from nox.registry import get as sessions
from packaging.requirements import Requirement

pytestmark = pytest.mark.newest

ROOT = Path(__file__).parents[1]
LOCKS = ["requirements.txt", "requirements-gpu.txt"]


@pytest.fixture(scope="module")
def noxfile():
    """The module, read from the root as nox reads it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        patch.syspath_prepend(ROOT)
        patch.setattr(sys, "dont_write_bytecode", True)
        import noxfile

        yield noxfile


@pytest.fixture
def idle_shim(tmp_path):
    """A folder with a Python that is not the one running, and that does not run."""
    version = "3.12" if sys.version_info[:2] != (3, 12) else "3.11"
    shim = tmp_path / f"python{version}"
    shim.write_text(f"#!/bin/sh\necho 'pyenv: python{version}: command not found' >&2\nexit 127\n")
    shim.chmod(shim.stat().st_mode | stat.S_IXUSR)
    return shim


def run_nox(*arguments, **environment):
    return subprocess.run(
        [sys.executable, "-m", "nox", "--noxfile", str(ROOT / "noxfile.py"), *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={"HOME": "/nowhere", "NO_COLOR": "1", **environment},
    )


@pytest.mark.usefixtures("noxfile")
def test_every_session_says_what_a_person_gets():
    assert {"docs", "live", "tests", "lint", "links", "lock"} <= set(sessions())
    for name, session in sessions().items():
        first = (session.__doc__ or "").strip().splitlines()
        assert first, name
        assert first[0].endswith("."), name
        assert len(first[0]) <= 100, f"{name}: `nox -l` would wrap this"


def test_a_plain_nox_builds_the_site():
    shown = run_nox("-l", PATH=os.environ["PATH"]).stdout
    assert re.findall(r"^\* (\S+)", shown, flags=re.MULTILINE)[-1] == "docs"


@pytest.mark.usefixtures("noxfile")
def test_tests_have_a_session_for_each_supported_python():
    assert sessions()["tests"].python[:3] == ["3.11", "3.12", "3.13"]


def test_a_python_that_only_has_a_name_is_idle(noxfile, idle_shim, monkeypatch):
    monkeypatch.setenv("PATH", str(idle_shim.parent))
    noxfile.idle_pythons.cache_clear()
    assert noxfile.idle_pythons() == [str(idle_shim)]
    noxfile.idle_pythons.cache_clear()


def test_a_python_that_runs_is_not_idle(noxfile, tmp_path, monkeypatch):
    (tmp_path / "python3.12").symlink_to(sys.executable)
    monkeypatch.setenv("PATH", str(tmp_path))
    noxfile.idle_pythons.cache_clear()
    assert noxfile.idle_pythons() == []
    noxfile.idle_pythons.cache_clear()


def test_an_idle_python_is_skipped_and_not_an_error(idle_shim, tmp_path):
    version = idle_shim.name.removeprefix("python")
    done = run_nox(
        "-s", f"tests-{version}", "--envdir", str(tmp_path / "nox"), PATH=str(idle_shim.parent)
    )
    assert done.returncode == 0, done.stderr
    assert f"Session tests-{version} skipped: Python interpreter {version} not found" in done.stderr


def test_without_a_gpu_the_session_fails_and_touches_nothing(tmp_path):
    before = sorted(tmp_path.iterdir())
    done = run_nox("-s", "gpu", "--envdir", str(tmp_path / "nox"), PATH=str(tmp_path))
    assert done.returncode == 1
    assert "No NVIDIA GPU here" in done.stderr
    assert "gpu-site" not in done.stderr
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.slow
@pytest.mark.parametrize("claimed", ["0.11.0", "0.12.0"])
def test_an_output_that_changed_with_another_release_than_claimed(tmp_path, claimed):
    house = tmp_path / "house"
    shutil.copytree(ROOT, house, ignore=shutil.ignore_patterns(".git", ".nox", "_build"))
    (house / "docs/changes.md").unlink()  # the claim of one page is enough
    for file in (house / "docs/errors.md", house / "docs/_records/errors.txt"):
        text = file.read_text()
        assert "0.11.1" in text  # what is right
        file.write_text(text.replace("0.11.1", claimed))
    run = subprocess.run(
        [sys.executable, "-m", "nox", "--session", "releases"],
        cwd=house,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert run.returncode != 0
    assert "errors.md:187: the output is not the recorded one" in run.stdout + run.stderr


@pytest.mark.parametrize("name", LOCKS)
def test_the_lock_is_made_from_todays_pyproject(noxfile, name, monkeypatch):
    monkeypatch.chdir(ROOT)
    found = re.search(r"^# inputs: (\w+)$", (ROOT / name).read_text(), flags=re.MULTILINE)
    assert found, f"{name} does not say what it is made from"
    assert found[1] == noxfile.inputs(), "pyproject.toml has changed: run `nox -s lock`"


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_of_the_lock_has_hashes(name):
    blocks = re.split(r"^(?=\w)", (ROOT / name).read_text(), flags=re.MULTILINE)[1:]
    assert len(blocks) > 100
    for block in blocks:
        pin, *rest = block.splitlines()
        assert re.match(r"^[\w.\-]+(\[[\w,\-]+\])?==\S+", pin), pin
        assert any("--hash=sha256:" in line for line in rest), pin


@pytest.mark.parametrize("name", LOCKS)
def test_the_lock_names_no_host_and_no_machine(name):
    text = (ROOT / name).read_text()
    assert "://" not in text
    assert not re.search(r"--(extra-)?index-url|--find-links|\s/\w+/", text)


def test_the_lock_is_for_every_supported_python():
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    floor = next(Requirement(line).specifier for line in asked if line.startswith("jax>"))
    oldest = next(iter(floor)).version
    assert locked("jax", "3.11") == [oldest], "Python 3.11 has another JAX than the floor"
    for python in ("3.12", "3.13"):
        (newest,) = locked("jax", python)
        assert newest != oldest
        assert locked("jaxlib", python) == [newest]


def locked(name: str, python: str) -> list[str]:
    """Return the versions of a package that the lock installs on a Python, on Linux."""
    environment = {
        "python_version": python,
        "python_full_version": f"{python}.0",
        "sys_platform": "linux",
    }
    lines = (ROOT / "requirements.txt").read_text().splitlines()
    pins = [Requirement(line.rstrip(" \\")) for line in lines if line.startswith(f"{name}==")]
    return [
        next(iter(pin.specifier)).version
        for pin in pins
        if pin.marker is None or pin.marker.evaluate(environment)
    ]


@pytest.mark.parametrize(
    "workflow", sorted((ROOT / ".github/workflows").glob("*.yml")), ids=lambda file: file.stem
)
def test_actions_are_pinned_by_commit_with_their_version_beside(workflow):
    uses = re.findall(r"uses: (.*)", workflow.read_text())
    for line in uses:
        assert re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line), line


@pytest.mark.parametrize(
    "workflow", sorted((ROOT / ".github/workflows").glob("*.yml")), ids=lambda file: file.stem
)
def test_workflows_may_read_and_a_job_says_what_more_it_needs(workflow):
    assert "\npermissions:\n  contents: read\n\n" in workflow.read_text()


# `python3 noxfile.py` on a machine without nox ----------------------------------------------


@pytest.fixture
def bare(noxfile, tmp_path, monkeypatch):
    """The module as if it stood in an empty folder, on a machine without uv; commands only fail."""
    monkeypatch.setattr(noxfile, "__file__", str(tmp_path / "noxfile.py"))
    monkeypatch.setattr(noxfile.shutil, "which", lambda _: None)
    commands = []

    def run(command, **_):
        commands.append(command)
        (tmp_path / ".venv").mkdir(exist_ok=True)
        return subprocess.CompletedProcess(command, 1)

    monkeypatch.setattr(noxfile.subprocess, "run", run)
    return tmp_path, commands


def said(noxfile):
    with pytest.raises(SystemExit) as ended:
        noxfile.bring_nox()
    return str(ended.value)


def test_a_python_that_cannot_make_environments(noxfile, bare, monkeypatch):
    monkeypatch.setattr(noxfile.importlib.util, "find_spec", lambda _: None)
    folder, commands = bare
    message = said(noxfile)
    assert "apt install python" in message
    assert "or install uv" in message
    assert (commands, list(folder.iterdir())) == ([], [])


def test_uv_makes_the_environment_where_python_cannot(noxfile, bare, monkeypatch):
    monkeypatch.setattr(noxfile.importlib.util, "find_spec", lambda _: None)
    monkeypatch.setattr(noxfile.shutil, "which", lambda _: "/somewhere/uv")
    said(noxfile)
    assert bare[1][0][:2] == ["/somewhere/uv", "venv"]


def test_no_network_leaves_nothing_behind(noxfile, bare):
    folder, commands = bare
    assert "is there a network? Nothing was left behind" in said(noxfile)
    assert commands[0][1:3] == ["-m", "venv"]
    assert list(folder.iterdir()) == []


def test_it_is_run_from_an_environment_of_its_own(tmp_path):
    """Really: with this Python, an index that is not there, and what pip says about it."""
    shutil.copy(ROOT / "noxfile.py", tmp_path)
    nowhere = {
        "PIP_INDEX_URL": "http://127.0.0.1:9/",
        "PIP_RETRIES": "0",
        "PIP_CONFIG_FILE": os.devnull,
    }
    done = subprocess.run(
        [sys.executable, "-I", str(tmp_path / "noxfile.py"), "-l"],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={"PATH": os.defpath, "HOME": str(tmp_path), **nowhere},
    )
    assert done.returncode == 1
    assert "nox was not installed; the lines above say why" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / ".venv").exists()


def test_the_readme_has_the_lines_that_are_tried():
    lines = re.findall(r"^python3 noxfile\.py .*$", (ROOT / "README.md").read_text(), re.MULTILINE)
    assert lines == ["python3 noxfile.py -s docs", "python3 noxfile.py -s tests"]


def test_tests_that_fail_alone_do_not_keep_the_others_from_running(noxfile, monkeypatch):
    ran = []

    class Session:
        posargs = ()

        def warn(self, text):
            pass

        def run(self, *command, **_):
            ran.append(command)
            raise noxfile.CommandFailed

        def error(self, text):
            raise RuntimeError(text)

    monkeypatch.setattr(noxfile, "install", lambda _: None)
    with pytest.raises(RuntimeError, match="tests failed: -m alone and not slow; -m not alone"):
        sessions()["tests"].func(Session())
    assert len(ran) == 2


# What a repository is expected to have -------------------------------------------------------


@pytest.mark.parametrize(
    "form", sorted((ROOT / ".github/ISSUE_TEMPLATE").glob("[!c]*.yml")), ids=lambda file: file.stem
)
def test_a_form_for_issues_is_one_that_the_host_shows(form):
    data = yaml.safe_load(form.read_text())
    assert (
        {"name", "description", "body"} <= data.keys() <= {"name", "description", "labels", "body"}
    )
    ids = [part["id"] for part in data["body"]]
    assert len(set(ids)) == len(ids)
    for part in data["body"]:
        assert part["type"] in ("input", "textarea")
        assert part["attributes"]["label"]
    assert any(part.get("validations", {}).get("required") for part in data["body"])


def test_issues_pull_requests_conduct_and_security_have_their_files():
    forms = {file.name for file in (ROOT / ".github/ISSUE_TEMPLATE").iterdir()}
    assert forms == {"bug.yml", "sentence.yml", "idea.yml", "config.yml"}
    for name in ("CODE_OF_CONDUCT.md", "SECURITY.md", ".github/PULL_REQUEST_TEMPLATE.md"):
        text = (ROOT / name).read_text()
        assert 50 < len(text.split()) < 300, name


def test_the_hook_and_the_container_run_sessions_that_there_are(noxfile):
    hook = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())
    ((only,),) = [repo["hooks"] for repo in hook["repos"]]
    container = json.loads((ROOT / ".devcontainer/devcontainer.json").read_text())
    for command in (only["entry"], container["postCreateCommand"]):
        session = re.search(r"python3 noxfile\.py -s ([\w-]+)$", command)
        assert session, command
        assert session[1] in sessions()
    assert container["image"].startswith(f"python:{noxfile.NEWEST}-")


def test_contributing_names_sessions_that_there_are(noxfile):
    text = (ROOT / "CONTRIBUTING.md").read_text()
    named = set(re.findall(r"(?:nox|noxfile\.py) -s ([a-z]+)", text))
    assert {"new", "exercise", "release", "lint", "docs"} <= named
    assert named <= sessions().keys()
    assert len(text.split()) < 2300, "what one reads in ten minutes"
    assert noxfile


@pytest.mark.parametrize(
    ("name", "given", "wanted"),
    [
        ("new", ["page", "x"], ["jax101_site", "new", "page", "x"]),
        ("exercise", ["safe_norm"], ["jax101.exercises.authoring", "safe_norm"]),
        ("accept", ["quickstart"], ["asrun", "accept", "quickstart"]),
    ],
)
def test_what_follows_the_dashes_goes_to_the_program(noxfile, monkeypatch, name, given, wanted):
    ran = []
    monkeypatch.setattr(noxfile, "run_in_site", lambda _session, *command: ran.append(command))
    sessions()[name].func(SimpleNamespace(posargs=given))
    assert ran == [("python", "-m", *wanted)]


def test_a_release_is_made_where_the_clone_is_not_installed(noxfile):
    ran = []
    session = SimpleNamespace(
        posargs=[],
        install=lambda *what, **_: ran.append(what),
        run=lambda *what, **_: ran.append(what),
    )
    sessions()["release"].func(session)
    assert [what for what in ran if "-e" in what or "." in what] == []
    assert ran[-1] == ("python", "-m", "release")
    assert noxfile
