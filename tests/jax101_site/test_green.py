"""A site that is right: published in any way of building, byte for byte the same."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from importlib.metadata import version

import nbformat
import pytest
from toysite import cell, clean_environment

READ = "name = open('data.txt').read().strip()\nprint(name)"


def write(site):
    site.configure(html_theme="sphinx_book_theme")
    site.page(
        "quoted",
        cell("total = sum(range(5))\nprint('sum', total)"),
        "The sum is {out}`10`, and {out}`sum 10` says so; 5 is an input.",
        cell("print('later', 12)", label="later"),
        "It was {out}`10 <total>` and is {out}`12`, like {out}`12 <later>`.",
        cell("total", label="total"),
    )
    site.page("near", cell("third = 1 / 3\nprint(third)", tolerance="0.5"))
    site.page("noted", cell("import os\nsize = len(os.environ)\nsize > 0", uncompared="it depends"))
    site.page("apart", cell("import jax\njax.__version__", differs="0.11.0"))
    site.page("error", cell("raise ValueError('the axis is too long')", raises="ValueError"))
    site.page("warned", cell("import warnings\nwarnings.warn('old name')", warns="UserWarning"))
    site.page("north/pole", cell(READ))
    site.page("south/pole", cell(READ))
    site.file("north/data.txt", "arctic\n")
    site.file("south/data.txt", "antarctic\n")
    site.page(
        "away",
        "See {py:obj}`len <len>` for {out}`7 <seven>`.\n\n```{note}\nA directive.\n```",
        cell("hidden = 'hidden cell'\nprint(hidden)", tags="[remove-cell]"),
        cell("print('one', 'two')\n3 + 4", label="seven"),
        cell("{}['absent']", raises="KeyError"),
        cell("(\n    'last expression',  # with a comment\n)"),
        cell("if True:\n    'no result'"),
    )
    for page in ("quoted", "apart", "error", "warned", "away"):
        site.edit(f"{page}.md", "# Page", "(label-{page})=\n# Page".replace("{page}", page))
    site.edit("away.md", "{py:obj}`len <len>`", "{ref}`the error <label-error>`")
    for name, directive in ("verification", "asrun-verification"), ("coverage", "coverage"):
        site.file(f"about/{name}.md", f"# {name.title()}\n\n```{{{directive}}}\n```\n")
    site.file("_syllabus/quoted.toml", "[facts]\nsum = 'A sum is quoted.'\n")
    site.edit("quoted.md", "total = sum", ":covers: quoted.sum\ntotal = sum")


@pytest.fixture(scope="module")
def green(make_module_site):
    site = make_module_site("green")
    write(site)
    site.accepted()
    run = site.build()
    assert run.status == 0, run.err
    return site, run


def files(folder):
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def differences(one, other):
    one, other = files(one), files(other)
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def test_no_warning_and_every_page_is_shown_as_it_runs(green):
    site, run = green
    assert run.err == ""
    assert "[9/9] ran " in run.out
    assert run.out.endswith(f"\nThe site is ready: file://{site.html}/index.html\n")


def test_pages_with_the_same_code_each_show_their_own_data(green):
    site, _ = green
    assert "antarctic" not in site.shown("north/pole")
    assert "arctic" in site.shown("north/pole")
    assert "antarctic" in site.shown("south/pole")


def test_prose_shows_what_it_quotes_without_its_label(green):
    site, _ = green
    assert "It was 10 and is 12, like 12." in site.shown("quoted")


def test_the_reason_for_not_comparing_is_published(green):
    site, _ = green
    assert "Shown, not compared: it depends" in site.shown("noted")
    assert "noted, line 10: it depends" in site.shown("about/verification")


def test_each_page_ends_with_its_evidence(green):
    site, _ = green
    rest = f"; jax {version('jax')} on CPU."
    assert f"3 outputs verified{rest}" in site.shown("quoted")
    assert f"1 output verified, 1 within a stated tolerance{rest}" in site.shown("near")
    assert "1 expected error;" in site.shown("error")
    assert "1 shown but not compared;" in site.shown("noted")


def test_the_evidence_of_all_pages_as_json(green):
    site, _ = green
    data = json.loads((site.html / "about/verification.json").read_text())
    assert data["pages"]["away"]["cells"] == 5
    assert data["pages"]["noted"]["exempt"] == {"10": "it depends"}
    assert data["totals"] == {
        "cells": 15,
        "compared": 14,
        "tolerance": 1,
        "exempt": 1,
        "expected_errors": 2,
        "version_specific": 1,
    }
    assert data["versions"]["jax"] == version("jax")
    assert set(json.loads((site.root / "_build/seconds.json").read_text())) == set(data["pages"])


def test_the_syllabus_names_the_cell_that_shows_each_fact(green):
    site, _ = green
    assert "quoted.sum" in site.shown("about/coverage")
    assert "quoted:11" in site.shown("about/coverage")
    assert '<a class="reference internal" href="#coverage-quoted">' in (
        site.html / "about/coverage.html"
    ).read_text(encoding="utf-8")


@pytest.mark.parametrize("jobs", [2, 4])
def test_another_folder_and_more_processes_give_the_same_bytes(green, make_site, jobs):
    site, _ = green
    other = make_site(f"another-folder-{jobs}")
    write(other)
    for name, record in files(site.root / "docs/_records").items():
        other.file(f"_records/{name}", record)
    run = other.build_apart(jobs)
    assert (run.status, run.err) == (0, "")
    assert differences(site.html, other.html) == []


def test_ordinary_kernels_give_the_same_bytes(green, make_site):
    site, _ = green
    other = make_site("ordinary")
    write(other)
    for name, record in files(site.root / "docs/_records").items():
        other.file(f"_records/{name}", record)
    other.kernel_socket = ""
    run = other.finish(other.start("--ordinary-kernels", "build", "-j", "1"))
    assert (run.status, run.err) == (0, "")
    assert differences(site.html, other.html) == []


def test_plain_sphinx_builds_the_same_site(green, tmp_path):
    site, _ = green
    settings = ["-n", "-W", "--keep-going", "-q", "-d", tmp_path / "trees", "-c", site.root]
    command = [sys.executable, "-m", "sphinx", *settings, site.root / "docs", tmp_path / "html"]
    environment = {**clean_environment(), **site.environment}
    done = subprocess.run(
        command, capture_output=True, text=True, env=environment, check=False, timeout=180
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert differences(site.html, tmp_path / "html") == []


def test_two_forms_of_an_output_each_hold_for_their_versions(make_site):
    site = make_site()
    site.page("apart", cell("import jax\njax.__version__", differs="0.11.0"))
    site.accepted()
    text = site.record("apart").read_text()
    here = ">= 0.11.0" if version("jax") > "0.11" else "< 0.11.0"
    assert f"== jax.__version__ [jax {here}]\n-- result\n    '{version('jax')}'" in text
    there = "< 0.11.0" if here == ">= 0.11.0" else ">= 0.11.0"
    entry = f"\n== jax.__version__ [jax {there}]\n-- result\n    'another'\n"
    site.record("apart").write_text(text + entry)
    assert site.build().status == 0
    site.accepted()  # keeps the form of the other versions
    assert "'another'" in site.record("apart").read_text()
    site.record("apart").write_text(text + entry.replace("another", version("jax")))
    found = site.build().only("_records/apart.txt")
    assert (found.line, f"{there} is the same: drop ':differs:'" in found.message) == (7, True)
    site.record("apart").write_text(text.replace(version("jax"), "0.0"))
    found = site.build().only("apart.md")
    assert f"-'0.0'\n+'{version('jax')}'" in found.message
    site.edit("apart.md", ":differs: 0.11.0\n", "")
    site.record("apart").write_text(text.replace(f" [jax {here}]", "") + entry)
    assert f"{there} is for no cell" in site.build().only("_records/apart.txt").message
    site.accepted()
    assert "another" not in site.record("apart").read_text()
    assert site.build().status == 0


def test_a_form_for_one_version_needs_the_option_and_the_other_way_round(make_site):
    site = make_site()
    site.page("plain", cell("1 + 1"))
    site.page("declared", cell("1 + 1", differs="0.11.0"))
    site.accepted()
    plain, declared = site.record("plain").read_text(), site.record("declared").read_text()
    site.record("plain").write_text(declared)
    site.record("declared").write_text(plain)
    run = site.build()
    assert "the cell speaks of every version" in run.only("_records/plain.txt").message
    assert (
        "the record is for every version, the cell speaks of jax"
        in run.only("_records/declared.txt").message
    )


class TestDownloads:
    """The notebook and the script of a page."""

    def notebook(self, green, page="away"):
        return nbformat.read(green[0].html / f"{page}.ipynb", as_version=4)

    def test_every_page_has_both_and_links_to_them(self, green):
        site, _ = green
        for name in ("away", "north/pole"):
            assert (site.html / f"{name}.ipynb").exists()
            text = (site.html / f"{name}.html").read_text()
            base = name.rpartition("/")[2]
            assert f'href="{base}.ipynb"' in text
            assert f'href="{base}.py"' in text

    def test_the_notebook_is_valid_and_has_no_hidden_cell(self, green):
        notebook = self.notebook(green)
        nbformat.validate(notebook)
        assert not [c for c in notebook.cells if "hidden" in c.source]
        assert notebook.metadata.kernelspec.name == "python3"

    def test_the_notebook_has_the_outputs_of_the_build(self, green):
        outputs = [c.outputs for c in self.notebook(green).cells if c.cell_type == "code"]
        assert [[o.output_type for o in cell] for cell in outputs] == [
            ["stream", "execute_result"],
            ["error"],
            ["execute_result"],
            [],
        ]

    def test_its_prose_needs_no_sphinx(self, green):
        first = self.notebook(green).cells[0].source
        assert first == "# Page away\n\nSee `the error` for `7`."

    def test_no_option_of_the_build_is_left(self, green):
        for cell_ in self.notebook(green).cells:
            assert set(cell_.metadata) <= {"tags"}

    def test_the_script_runs_and_prints_what_the_page_shows(self, green, tmp_path):
        site, _ = green
        script = site.html / "away.py"
        assert "hidden" not in script.read_text()
        ast.parse(script.read_text())
        done = subprocess.run(
            [sys.executable, script], capture_output=True, text=True, check=True, cwd=tmp_path
        )
        assert done.stdout == "one two\n7\nKeyError: 'absent'\n('last expression',)\n"
        assert done.stderr == ""


def test_launch_links_need_the_address_of_the_repository(green, make_site):
    site, _ = green
    assert "colab" not in (site.html / "away.html").read_text()
    other = make_site()
    other.configure(asrun_repository="https://github.com/some/where.git")
    other.page("in/deep", cell("x = 1"))
    run = other.build()
    assert (run.status, run.err) == (0, "")
    text = (other.html / "in/deep.html").read_text()
    prefix = "https://colab.research.google.com/github/some/where/blob/notebooks"
    assert f'href="{prefix}/in/deep.ipynb"' in text
