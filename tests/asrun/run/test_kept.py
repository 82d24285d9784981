"""Outputs are used again where all that they depend on is the same, and only there."""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
import sys
import threading
import time
from importlib import metadata
from pathlib import Path

import pytest
from toysite import HEAD, Site, cell, printed

from asrun import surroundings
from asrun.keeping import VARIABLE, latest_first, leave_latest
from asrun.kernels import environment
from asrun.project import load
from asrun.run.execute import execute_page
from asrun.run.kept import KeptOutputs

pytestmark = pytest.mark.newest

PAGE = "import helper\nopen('data.txt').read(), helper.NAME"


@pytest.fixture(scope="module")
def has_run(make_module_site, kernels):
    """A site whose page has run once, to be copied."""
    place = Place(make_module_site("has run"), kernels)
    place.site.page("page", cell("1 + 1"), cell(PAGE))
    place.site.file("data.txt", "first")
    place.site.file("helper.py", "NAME = 'helper'\n")
    place.run()
    return place.site.root


@pytest.fixture
def place(has_run, tmp_path, kernels, monkeypatch):
    """Return a site of one page that has run, and functions that run it again, and find it."""
    monkeypatch.delenv(VARIABLE, raising=False)
    shutil.copytree(has_run, tmp_path / "site")
    return Place(Site(tmp_path / "site"), kernels)


class Place:
    def __init__(self, site: Site, kernels):
        self.site, self.kernels = site, kernels

    def read(self, **changes):
        project = load(self.site.root, changes)
        return project, project.read("page", self.site.root / "docs/page.md")

    def run(self, **changes):
        """Run the page, and keep what came of it."""
        project, page = self.read(**changes)
        execution = execute_page(page, self.kernels)
        kept = KeptOutputs.of(project)
        assert kept is not None
        kept.keep(execution)
        return execution

    def find(self, **changes):
        project, page = self.read(**changes)
        kept = KeptOutputs.of(project)
        assert kept is not None
        return kept.find(page)


def test_what_a_run_left_is_given_to_the_same_page_whole(place):
    ran = place.run()
    assert ran.faults == []
    found = place.find().execution
    assert found is not None
    assert printed(found) == printed(ran) == ["2", "('first', 'helper')"]
    for one, other in zip(found.page.code_cells, ran.page.code_cells, strict=True):
        assert {**one.node, "id": ""} == {**other.node, "id": ""}
    assert found.dependencies == ran.dependencies
    assert {path.name for path in found.dependencies} == {"data.txt", "helper.py"}


def test_what_raised_is_given_with_its_classes(place):
    place.site.page("page", cell("[][0]", raises="LookupError"))
    place.run()
    found = place.find().execution
    assert found is not None
    assert "LookupError" in found.page.code_cells[0].error_types


# What changes, and what the build says of it.
CHANGES = {
    "code": (lambda site: site.edit("page.md", "1 + 1", "1 + 2"), "its code has changed"),
    "a cell more": (
        lambda site: site.page("page", cell("1"), cell("1 + 1"), cell(PAGE)),
        "its code",
    ),
    "the order": (lambda site: site.page("page", cell(PAGE), cell("1 + 1")), "its code"),
    "an option that lets it go on": (
        lambda site: site.page("page", cell("1 + 1", raises="ValueError"), cell(PAGE)),
        "its code",
    ),
    "what is drawn": (
        lambda site: site.page("page", cell("1 + 1", draw="x"), cell(PAGE)),
        "its code",
    ),
    "a file that it read": (
        lambda site: site.file("data.txt", "second"),
        "docs/data.txt has changed",
    ),
    "a module that it imported": (
        lambda site: site.file("helper.py", "NAME = 'other'\n"),
        "docs/helper.py has changed",
    ),
    "a file that is gone": (
        lambda site: (site.root / "docs/data.txt").unlink(),
        "docs/data.txt has",
    ),
    "a module beside it": (lambda site: site.file("numpy.py", ""), "the modules beside it"),
    "a package beside it": (lambda site: site.file("jax/__init__.py", ""), "the modules beside it"),
    "a setting": (
        lambda site: site.configure(asrun_environment={"JAX_PLATFORMS": "cpu", "XLA_X": "1"}),
        "the setting environment has changed and ",
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_page_runs_again_for(place, change):
    assert place.find().execution
    edit, why = CHANGES[change]
    edit(place.site)
    found = place.find()
    assert found.execution is None
    assert found.why.startswith(why)


def test_another_page_with_the_same_cells_runs_itself(place):
    text = (place.site.root / "docs/page.md").read_text()
    path = place.site.file("other.md", text)
    project = load(place.site.root)
    kept = KeptOutputs.of(project)
    assert kept is not None
    assert kept.find(project.read("other", path)).execution is None


def test_prose_and_records_are_no_part_of_it(place):
    place.site.edit("page.md", "# Page page", "# Another title\n\nMore prose.\n\n## Part")
    place.site.file("_records/page.txt", "whatever")
    assert place.find().execution


def test_a_file_that_was_missing_and_comes(place):
    place.site.page("page", cell("open('later.txt')", raises="FileNotFoundError"))
    place.run()
    assert place.find().execution
    place.site.file("later.txt", "now")
    assert place.find().why == "docs/later.txt has changed"


def test_each_ingredient_of_the_surroundings_matters(place, monkeypatch):
    project, _ = place.read()
    everything = surroundings.surroundings(project)
    kinds = ("the package jax", "the variable TZ", "the setting noise", "the engine", "Python")
    assert set(kinds) < set(everything)
    from asrun.run import kept

    for name in everything:
        monkeypatch.setattr(kept, "surroundings", lambda _, n=name: {**everything, n: "another"})
        assert place.find().why == f"{name} has changed"
    without = {k: v for k, v in everything.items() if k != "the package jax"}
    monkeypatch.setattr(kept, "surroundings", lambda _: without)
    assert place.find().why == "the package jax has changed"
    monkeypatch.setattr(kept, "surroundings", lambda _: everything)
    assert place.find().execution


def _upgrade(monkeypatch):
    class Newer(metadata.PathDistribution):
        @property
        def version(self):
            return "999"

    there = [d for d in metadata.distributions() if d.metadata["Name"] != "numpy"]
    newer = Newer(metadata.distribution("numpy")._path)
    monkeypatch.setattr(environment, "distributions", lambda: [*there, newer])
    monkeypatch.setattr(surroundings, "packages", environment.packages.__wrapped__)


# What really changes on a machine, and the ingredient that tells.
REAL = {
    "a package": (_upgrade, "the package numpy"),
    "Python": (lambda m: m.setattr(sys, "version", f"{sys.version} patched"), "Python"),
    "the system": (lambda m: m.setattr("platform.platform", lambda: "other"), "the system"),
    "cores": (lambda m: m.setattr(surroundings, "usable_cores", lambda: 999), "the processor"),
    "processor": (lambda m: m.setattr(surroundings, "_processor", lambda: "Z80"), "the processor"),
    "libraries": (
        lambda m: m.setenv("LD_LIBRARY_PATH", "/opt/other"),
        "the variable LD_LIBRARY_PATH",
    ),
    "programs": (lambda m: m.setenv("PATH", "/opt/other"), "the variable PATH"),
}


@pytest.mark.parametrize("change", REAL)
def test_another_machine_runs_the_page_again(place, monkeypatch, change):
    make, why = REAL[change]
    make(monkeypatch)
    assert place.find().why == f"{why} has changed"


def test_kernels_of_another_kind_run_it_again(place):
    assert place.find(warm_kernels=False).why.startswith("forked kernels has changed")


def test_code_of_the_engine_and_of_the_site_matters(tmp_path):
    (tmp_path / "a.py").write_text("x = 1\n")
    first = surroundings.code(tmp_path)
    (tmp_path / "a.py").write_text("x = 2\n")
    second = surroundings.code(tmp_path)
    (tmp_path / "a.py").rename(tmp_path / "b.py")
    assert len({first, second, surroundings.code(tmp_path)}) == 3


# Cells whose outputs depend on more than can be compared, or that change what others see.
MORE = {
    "import subprocess\nsubprocess.run(['true']).returncode": "starts a process",
    "import os\nos.system('true')": "starts a process",
    "import os\npid = os.fork()\nif not pid: os._exit(0)\nos.waitpid(pid, 0)[1]": "starts a process",
    "import os\nlen(os.listdir('/'))": "lists /",
    "from pathlib import Path\nlen(list(Path().glob('*.md')))": "lists ",
    "open('made.txt', 'w').write('x')": "changes ",
    "import os\nos.makedirs('made')": "changes ",
    "open('data.txt').read(), open('data.txt', 'a').write('x')": "changes ",
    "import socket\nsocket.socket().connect_ex(('127.0.0.1', 1)) > 0": "connects to",
    "import os\nos.getcwd()": "shows where this checkout",
    "import sys\nsys.prefix": "shows where this checkout",
}


@pytest.mark.parametrize("code", MORE)
def test_a_page_that_does_more_is_never_kept(place, code):
    place.site.page("page", cell(code))
    assert place.run().faults == []
    found = place.find()
    assert found.execution is None
    assert found.why.startswith(f"nothing of it is kept: {MORE[code]}")


def test_a_page_of_the_site_s_library_is_kept(place):
    """Before its first computation JAX looks for plugins, in the page's folder too."""
    place.site.page("page", cell("import jax.numpy as jnp\njnp.arange(3).sum()"))
    assert printed(place.run()) == ["Array(3, dtype=int32)"]
    assert place.find().execution


@pytest.mark.parametrize("name", ["plugin-1.0.dist-info", "plugin.egg-info"])
def test_a_plugin_beside_the_page_runs_it_again(place, name):
    (place.site.root / "docs" / name).mkdir()
    assert place.find().why == "the modules beside it has changed"


def test_temporary_files_of_its_own_do_not_matter(place):
    code = (
        "import os, tempfile\nfrom pathlib import Path\n"
        "with tempfile.TemporaryDirectory() as folder:\n"
        "    Path(folder, 'a').write_text('kept')\n"
        "    Path(folder, 'b').mkdir()\n"
        "    print(Path(folder, 'a').read_text(), sorted(os.listdir(folder)))"
    )
    place.site.page("page", cell(code))
    assert printed(place.run()) == ["kept ['a', 'b']"]
    found = place.find().execution
    assert found is not None
    assert printed(found) == ["kept ['a', 'b']"]


def test_a_page_with_a_fault_is_not_kept(place):
    place.site.page("page", cell("1 / 0"))
    assert place.run().faults
    assert place.find().why == "its code has changed"


def test_a_file_that_changes_while_the_page_runs(place):
    """What the page read is not what lies there now: under the new hash it would stay for ever."""
    code = (
        "text = open('data.txt').read()\nimport time\n"
        "while not __import__('os').path.exists('go'): time.sleep(0.01)\ntext"
    )
    place.site.page("page", cell(code))

    def save():
        time.sleep(0.5)
        place.site.file("data.txt", "second")
        place.site.file("go", "")

    saving = threading.Thread(target=save)
    saving.start()
    assert printed(place.run()) == ["'first'"]
    saving.join()
    assert (
        place.find().why
        == f"nothing of it is kept: {place.site.root}/docs/data.txt changed while it ran"
    )
    assert printed(place.run()) == ["'second'"]
    assert place.find().execution


def test_a_site_below_python_s_own_folder_has_its_files_followed(tmp_path):
    noted = []
    spec = importlib.util.spec_from_file_location(
        "opened", Path(environment.__file__).with_name("opened.py")
    )
    opened = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(opened)
    (tmp_path / "site").mkdir()
    watch = opened.Opened(lambda **what: noted.append(what), str(tmp_path), f"{tmp_path}/site")
    watch.audit("open", (f"{tmp_path}/site/data.txt", "r", 0))
    watch.audit("open", (f"{tmp_path}/other.txt", "r", 0))
    assert noted == [{"opened": f"{tmp_path}/site/data.txt"}]


def test_another_build_may_remove_an_entry_meanwhile(tmp_path):
    (tmp_path / "a").touch()
    assert latest_first([tmp_path / "gone", tmp_path / "a"]) == [tmp_path / "a", tmp_path / "gone"]
    leave_latest([tmp_path / f"gone{i}" for i in range(20)])


WRONG_INSIDE = {"depends": {}, "never": "", "files": {}, "cells": [], "notes": []}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"depends": 1}',
        "\xff",
        json.dumps(WRONG_INSIDE),
        json.dumps({**WRONG_INSIDE, "cells": [{}, {}]}),
        json.dumps({**WRONG_INSIDE, "files": []}),
    ],
)
def test_what_cannot_be_read_is_made_again(place, text):
    (file,) = (place.site.root / "_build/kept/pages/page").iterdir()
    file.write_bytes(text.encode("latin-1"))
    assert place.find().execution is None
    place.run()
    assert place.find().execution


def test_of_each_page_the_latest_are_kept(place):
    for number in range(12):
        place.site.edit("page.md", f"1 + {number + 1}", f"1 + {number + 2}")
        place.run()
    assert len(list((place.site.root / "_build/kept/pages/page").iterdir())) == 8
    assert place.find().execution


# Whole builds ------------------------------------------------------------------------------


def ran(run):
    return sorted(re.findall(r"^\[\d+/\d+\] (?:ran|failed) (\S+?):", run.out, re.MULTILINE))


@pytest.fixture
def site(make_site):
    site = make_site()
    for name in ("one", "two"):
        site.page(name, cell(f"print('{name}')"))
    site.page("time", cell("import time\ntime.time_ns()", uncompared="it is another each time"))
    site.accepted()
    return site


def test_after_a_failed_build_only_what_is_red_runs(site):
    assert ran(site.build()) == ["one", "time", "two"]
    site.edit("one.md", "print('one')", "print('One')")
    site.edit("two.md", "print('two')", "raise ValueError('no')")
    assert site.build().status
    again = site.build()
    assert (again.status != 0, ran(again)) == (True, ["two"])
    assert {"two.md"} < {finding.file for finding in again.findings}  # and what one.md lacks
    assert "3 pages as an earlier run left them" not in again.out
    site.edit("two.md", "raise ValueError('no')", "print('two')")
    site.edit("one.md", "print('One')", "print('one')")
    mended = site.build()
    assert (mended.status, ran(mended)) == (0, [])  # as it was before, and that is still kept


def test_prose_runs_no_cell_and_a_changed_record_is_still_seen(site):
    assert site.build().status == 0
    shown = re.search(r"\d{18,}", site.shown("time"))[0]
    site.edit("time.md", "# Page time", "# The time")
    edited = site.build()
    assert (edited.status, ran(edited)) == (0, [])
    assert re.search(r"\d{18,}", site.shown("time"))[0] == shown
    site.record("two").write_text(site.record("two").read_text().replace("    two", "    2"))
    assert site.build().of("two.md")


def test_fresh_runs_every_page(site):
    assert site.build().status == 0
    fresh = site.run("build", "--fresh")
    assert (fresh.status, ran(fresh)) == (0, ["one", "time", "two"])


def test_another_checkout_uses_a_folder_that_both_know(site, tmp_path):
    cache = {VARIABLE: str(tmp_path / "cache")}
    first = site.build(**cache)
    assert ran(first) == ["one", "time", "two"]
    shutil.copytree(site.root / "docs", tmp_path / "second/docs")
    second = Site(tmp_path / "second", kernel_socket=site.kernel_socket)
    run = second.build(**cache)
    assert (run.status, ran(run)) == (0, [])
    assert f"3 pages as an earlier run left them, in {tmp_path}/cache/pages" in run.out
    for name in ("one", "two", "time"):
        text = (site.html / f"{name}.html").read_bytes()
        assert (second.html / f"{name}.html").read_bytes() == text
    second.edit("one.md", "print('one')", "print('other')")
    third = second.build(**cache)
    assert (third.status != 0, ran(third)) == (True, ["one"])
    assert "to run, for its code has changed: one" in third.out


def test_verify_and_accept_run_every_page(site):
    assert site.build().status == 0
    (entry,) = (site.root / "_build/kept/pages/one").iterdir()
    data = json.loads(entry.read_text())
    data["cells"][0]["outputs"][0]["text"] = "something else\n"
    entry.write_text(json.dumps(data))
    assert site.run("verify").status == 0
    assert site.accept("one").status == 0
    assert "something else" not in site.record("one").read_text()


def test_the_entry_says_in_words_what_it_depends_on(site):
    site.build()
    (entry,) = (site.root / "_build/kept/pages/one").iterdir()
    depends = json.loads(entry.read_text())["depends"]
    assert depends["the package jax"] == metadata.version("jax")
    assert HEAD not in json.dumps(depends)
